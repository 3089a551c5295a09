import type { Telemetry } from '../../telemetry/telemetry';

/** One line of a recording's `.jsonl`. Times `t` are seconds from the recording's first picture. */
export type RecordLine =
  | { readonly type: 'begin'; readonly stream: string; readonly wall: string; readonly version: 1 }
  | { readonly type: 'telemetry'; readonly t: number; readonly wall: string; readonly values: Telemetry }
  | { readonly type: 'gap'; readonly t: number; readonly until: number; readonly cause: 'link' | 'loss' }
  | { readonly type: 'mark'; readonly t: number; readonly wall: string; readonly text?: string };

export type TelemetryLine = Extract<RecordLine, { type: 'telemetry' }>;

/** Of a value: a latitude to a millimetre. What a float of 4 bytes became has 17, and most of a line would be those. */
const DIGITS = 10;

/** With the line's end. */
export function writeLine(line: RecordLine): string {
  if (line.type !== 'telemetry') return `${JSON.stringify(line)}\n`;
  const { values, ...head } = line;
  return `${JSON.stringify(head).slice(0, -1)},"values":${JSON.stringify(values, shortened)}}\n`;
}

function shortened(_: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(DIGITS)) : value;
}

/** @returns `undefined` for a line that is not telemetry, or was torn by a crash */
export function readTelemetryLine(text: string): TelemetryLine | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null || !('type' in value) || value.type !== 'telemetry') return undefined;
  if (!('t' in value && 'wall' in value && 'values' in value)) return undefined;
  const { t, wall, values } = value;
  if (typeof t !== 'number' || typeof wall !== 'string' || typeof values !== 'object' || values === null)
    return undefined;
  return { type: 'telemetry', t, wall, values: values as Telemetry };
}
