/** A part of the week in local time. */
export interface RecordHours {
  /** 0 is Sunday; on which it begins. */
  readonly days: readonly number[];
  /** Minutes of the day. An end that is no later than the beginning is on the next day. */
  readonly from: number;
  readonly to: number;
}

const DAYS: readonly string[] = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const DAY = DAYS.join('|');
const HOURS = new RegExp(`^(?:(${DAY})(?:-(${DAY}))?\\s+)?(\\d{1,2}):(\\d{2})-(\\d{1,2}):(\\d{2})$`, 'i');
const DAY_MINUTES = 24 * 60;

/** Reads `08:00-18:00`, `mon-fri 08:00-18:00` or `sat 22:00-06:00`; `undefined` for anything else. */
export function readHours(text: string): RecordHours | undefined {
  const [, first, last = first, ...clock] = HOURS.exec(text.trim()) ?? [];
  const [fromHour = 24, fromMinute = 0, toHour = 25, toMinute = 0] = clock.map(Number);
  const from = fromHour * 60 + fromMinute;
  const to = toHour * 60 + toMinute;
  if (fromMinute > 59 || toMinute > 59 || from >= DAY_MINUTES || to > DAY_MINUTES) return undefined;
  const dayOf = (name: string) => DAYS.indexOf(name.toLowerCase());
  if (first === undefined || last === undefined) return { days: DAYS.map((_, day) => day), from, to };
  const count = ((dayOf(last) - dayOf(first) + DAYS.length) % DAYS.length) + 1;
  return { days: Array.from({ length: count }, (_, i) => (dayOf(first) + i) % DAYS.length), from, to };
}

/** Whether a moment is in one of them; with none given it always is. */
export function isWithin(hours: readonly RecordHours[], at: Date): boolean {
  if (hours.length === 0) return true;
  const minute = at.getHours() * 60 + at.getMinutes();
  const today = at.getDay();
  const yesterday = (today + DAYS.length - 1) % DAYS.length;
  return hours.some(({ days, from, to }) => {
    if (to > from) return days.includes(today) && minute >= from && minute < to;
    return (days.includes(today) && minute >= from) || (days.includes(yesterday) && minute < to);
  });
}
