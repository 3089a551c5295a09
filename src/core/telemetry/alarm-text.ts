import { ALARMS_TEXTS } from '../texts/en/alarms';
import { type Text, text, verbatim } from '../texts/text';

type AlarmId = keyof typeof ALARMS_TEXTS;

/** An alarm of `Telemetry.alarms` as people read it. One that the catalogue does not know is shown as it was sent. */
export function alarmText(alarm: string): Text {
  return isKnown(alarm) ? text(`alarm.${alarm}` as AlarmId) : verbatim(alarm);
}

function isKnown(alarm: string): boolean {
  return Object.hasOwn(ALARMS_TEXTS, `alarm.${alarm}`);
}
