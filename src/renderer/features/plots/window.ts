/** The time that plots show, µs on the wall's clock. */
export interface PlotWindow {
  readonly fromUs: number;
  readonly toUs: number;
  /** The moment that is shown beside it: now, or the picture's. */
  readonly cursorUs: number;
  /** Somebody looks back. */
  readonly isBack: boolean;
}

/** Of what is looked back at, so much is what came after. */
const AFTER = 0.2;

/**
 * Live, now is at the right. Back, what came after the picture is seen too, as far as there is any.
 *
 * @param endUs where what can be played ends
 */
export function windowOf(cursorUs: number, spanS: number, isBack: boolean, endUs: number): PlotWindow {
  const spanUs = spanS * 1e6;
  const toUs = isBack ? Math.max(cursorUs, Math.min(cursorUs + spanUs * AFTER, endUs)) : cursorUs;
  return { fromUs: toUs - spanUs, toUs, cursorUs, isBack };
}
