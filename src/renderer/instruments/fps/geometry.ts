import type { Size } from '../shared/rect';
import { MONO_EM, type Scale } from '../shared/scale';

/** The places of the label and the value of one line. */
export interface FpsGeometry {
  readonly y: number;
  readonly labelX: number;
  /** The right end of the value, so that digits never move. */
  readonly valueRight: number;
}

const PAD_EM = 0.25;
const LABEL_EM = 4;
/** `240` and `12.5`. */
const VALUE_CHARACTERS = 4;

export function fpsSize({ fontPx, rowPx }: Scale): Size {
  return { width: Math.ceil((LABEL_EM + VALUE_CHARACTERS * MONO_EM + 2 * PAD_EM) * fontPx), height: rowPx };
}

export function fpsGeometry({ fontPx, rowPx }: Scale): FpsGeometry {
  const labelX = PAD_EM * fontPx;
  return { y: rowPx / 2, labelX, valueRight: labelX + (LABEL_EM + VALUE_CHARACTERS * MONO_EM) * fontPx };
}
