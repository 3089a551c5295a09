import { text } from '#core/texts/text';
import { HttpFault } from '../../../extension/gateway-module';

const DAY_MS = 24 * 3600_000;
/** The years that a terminal can write: 2000 to 2099. */
const EARLIEST_MS = Date.UTC(2000, 0, 2);
const LATEST_MS = Date.UTC(2099, 11, 30);

/** A time, in ISO 8601 or ms since 1970. @throws HttpFault 400 */
export function readTime(given: string | number): number {
  const ms = typeof given === 'number' || /^\d+$/.test(given) ? Number(given) : Date.parse(given);
  if (!(ms >= EARLIEST_MS && ms <= LATEST_MS))
    throw new HttpFault(400, text('http.noTime', { value: String(given).slice(0, 40) }));
  return ms;
}

/** Two times in their order; the last day up to `nowMs` where nothing is said. @throws HttpFault 400 */
export function readSpan(
  from: string | number | null,
  to: string | number | null,
  nowMs: number,
): { readonly fromMs: number; readonly toMs: number } {
  const toMs = to === null ? nowMs : readTime(to);
  const fromMs = from === null ? toMs - DAY_MS : readTime(from);
  if (fromMs >= toMs) throw new HttpFault(400, text('http.timeOrder'));
  return { fromMs, toMs };
}
