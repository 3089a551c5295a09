import { type Text, text } from '../texts/text';

/** MAVLink GPS_FIX_TYPE: 0 no receiver, 1 no fix, … 8 PPP. */
const FIX_TYPES = [0, 1, 2, 3, 4, 5, 6, 7, 8] as const;

/** In words short enough for an instrument. @returns `undefined` for a fix type that MAVLink does not define. */
export function fixTypeText(fixType: number | undefined): Text | undefined {
  const known = FIX_TYPES.find((type) => type === fixType);
  return known === undefined ? undefined : text(`fix.${known}`);
}
