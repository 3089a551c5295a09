/** The midnight that a day begins with, on this machine's clock, in µs since 1970. @param day `2026-11-21` */
export function beginOfDay(day: string): number | undefined {
  return midnight(day, 0);
}

/** The midnight that a day ends with. @param day as `beginOfDay` */
export function endOfDay(day: string): number | undefined {
  return midnight(day, 1);
}

function midnight(day: string, daysOn: number): number | undefined {
  const [, year, month, date] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day) ?? [];
  if (year === undefined || month === undefined || date === undefined) return undefined;
  // A day is not always 24 hours long: clocks are put forward and back.
  const us = new Date(Number(year), Number(month) - 1, Number(date) + daysOn).getTime() * 1000;
  return us >= 0 ? us : undefined;
}
