/** Digits of a phone number in JT/T 808 of 2013, and of a SIM number in most packets of JT/T 1078. */
const USUAL_DIGITS = 12;

/**
 * The one spelling of a terminal's number. 808 fills it up to 12 digits, in 2019 to 20; 1078 to 12 or 20, whatever its 808
 * does; people write it with no zeros at all.
 */
export function simName(digits: string): string {
  return digits.replace(/^0+/, '').padStart(USUAL_DIGITS, '0');
}
