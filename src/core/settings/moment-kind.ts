import { text as textOf } from '../texts/text';
import { measure } from './flag';

const PARTS = /^(?:(\d{1,3})h)?(?:(\d{1,5})m)?(?:(\d{1,6}(?:\.\d{1,6})?)s?)?$/;
const CLOCK = /^(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2}(?:\.\d{1,6})?)$/;

/** A moment of a film, in seconds from its beginning: `80`, `80.5s`, `1m20s`, `1h2m3s`, `1:20`, `0:01:20.5`. */
export const momentKind = measure('MOMENT', textOf('allowed.moment'), readMoment);

function readMoment(text: string): number | undefined {
  const found = text === '' ? null : (CLOCK.exec(text) ?? PARTS.exec(text));
  if (!found) return undefined;
  const [, hours = '0', minutes = '0', seconds = '0'] = found;
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}
