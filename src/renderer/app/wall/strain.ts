/** What became of pictures so far, over all that are decoded. */
export interface StrainFigures {
  readonly decoded: number;
  /** Frames that a newer one overtook before the screen. */
  readonly late: number;
  /** Pictures dropped because the decoder was behind. */
  readonly behind: number;
}

/** Whether the machine keeps up. Pure: `stepStrain` gives the next state. */
export type Strain =
  | { readonly state: 'fresh' }
  /** It keeps up; `bad` seconds in a row it did not. */
  | { readonly state: 'well'; readonly before: StrainFigures; readonly bad: number; readonly neededGood: number }
  /** It does not: less should be decoded, until `neededGood` seconds in a row were good. */
  | { readonly state: 'strained'; readonly before: StrainFigures; readonly good: number; readonly neededGood: number };

/** Bad seconds in a row until the machine cannot keep up; one alone is a hiccup. */
const BAD_SECONDS = 3;
/** Good seconds in a row until everything is tried again. Doubled with each relapse, up to the most. */
const GOOD_SECONDS = 20;
const MAX_GOOD_SECONDS = 320;
/** Overtaken frames among the decoded, above which a second is bad. */
const LATE_SHARE = 0.25;

/** Before anything is known, and whenever other pictures are shown: what was is no measure of what will be. */
export const FRESH: Strain = { state: 'fresh' };

/** The state after one second more. @param figures read once a second */
export function stepStrain(strain: Strain, figures: StrainFigures): Strain {
  if (strain.state === 'fresh') return { state: 'well', before: figures, bad: 0, neededGood: GOOD_SECONDS };
  const { before, neededGood } = strain;
  // Figures fall when a picture leaves the wall: such a second says nothing.
  if (figures.decoded < before.decoded || figures.behind < before.behind) return { ...strain, before: figures };
  const isBad = isBadSecond(before, figures);
  if (strain.state === 'well') {
    const bad = isBad ? strain.bad + 1 : 0;
    if (bad < BAD_SECONDS) return { ...strain, before: figures, bad };
    return { state: 'strained', before: figures, good: 0, neededGood };
  }
  const good = isBad ? 0 : strain.good + 1;
  if (good < neededGood) return { ...strain, before: figures, good };
  return { state: 'well', before: figures, bad: 0, neededGood: Math.min(MAX_GOOD_SECONDS, neededGood * 2) };
}

function isBadSecond(before: StrainFigures, { decoded, late, behind }: StrainFigures): boolean {
  return behind > before.behind || late - before.late > (decoded - before.decoded) * LATE_SHARE;
}
