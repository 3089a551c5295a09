import { ageText, UNKNOWN } from '../../telemetry/format';
import { type Shown, type Text, text } from '../../texts/text';

/** A value as it is read aloud: a dash is not. */
export function spokenValue(value: string | undefined): Shown {
  return value === undefined || value === UNKNOWN ? text('instrument.unknown') : value;
}

/** What an instrument says, and how old it is where its values are stale. */
export function withAge(instrument: Text, ageMs: number | undefined): Text {
  return ageMs === undefined ? instrument : text('instrument.stale', { instrument, age: ageText(ageMs) });
}
