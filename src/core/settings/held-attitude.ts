import { text } from '../texts/text';
import { parsed } from './flag';

/** An attitude in which a simulated vehicle stands still, degrees; signs as the catalogue's. */
export interface HeldAttitude {
  readonly rollDeg: number;
  readonly pitchDeg: number;
  /** 0..360 (exclusive), clockwise from north. */
  readonly headingDeg: number;
}

const PATTERN = /^(-?\d{1,3}(?:\.\d+)?),(-?\d{1,2}(?:\.\d+)?),(\d{1,3}(?:\.\d+)?)$/;

/** `25,-10,47.5`. */
export const heldAttitudeKind = parsed('ROLL,PITCH,HEADING', text('allowed.attitude'), (value) => {
  const [, rollDeg, pitchDeg, headingDeg] = (PATTERN.exec(value) ?? []).map(Number);
  if (rollDeg === undefined || pitchDeg === undefined || headingDeg === undefined) return undefined;
  const isPossible = Math.abs(rollDeg) <= 180 && Math.abs(pitchDeg) <= 90 && headingDeg < 360;
  return isPossible ? { rollDeg, pitchDeg, headingDeg } : undefined;
});
