/** Digits of a phone number in JT/T 808 of 2013, and of a SIM number in most packets of JT/T 1078. */
const USUAL_DIGITS = 12;

/**
 * The one spelling of a terminal's number. 808 fills it up to 12 digits, in 2019 to 20; 1078 to 12 or 20, whatever its 808
 * does; people write it with no zeros at all. Half bytes that are no digit stand as `a`..`f`; some terminals fill up with
 * `f` on either side, as SIM cards do. Safe in file names, ids and addresses.
 */
export function simName(digits: string): string {
  return digits
    .toLowerCase()
    .replace(/[^0-9a-f]/g, '')
    .replace(/^[0f]+|f+$/g, '')
    .padStart(USUAL_DIGITS, '0');
}

/** How a terminal with a longer number may be named by a SIM number of 6 bytes: its last digits, or its first. */
export function shortNames(sim: string): { readonly last: string; readonly first: string } | undefined {
  if (sim.length <= USUAL_DIGITS) return undefined;
  // Zeros in front of a name are not kept: the number has 20 digits on the wire.
  const digits = sim.padStart(20, '0');
  return { last: simName(digits.slice(-USUAL_DIGITS)), first: simName(digits.slice(0, USUAL_DIGITS)) };
}
