import type { Size } from '../shared/rect';
import type { Scale } from '../shared/scale';

/** The places of the label and the value of one line. */
export interface FpsGeometry {
  readonly y: number;
  readonly labelX: number;
  /** The right end of the value, so that digits never move. */
  readonly valueRight: number;
}

const PAD_EM = 0.25;
const LABEL_EM = 4;
/** `240`, in line with the figures of the latency below. */
const VALUE_EM = 2.8;

export function fpsSize({ fontPx, rowPx }: Scale): Size {
  return { width: Math.ceil((LABEL_EM + VALUE_EM + 2 * PAD_EM) * fontPx), height: rowPx };
}

export function fpsGeometry({ fontPx, rowPx }: Scale): FpsGeometry {
  const labelX = PAD_EM * fontPx;
  return { y: rowPx / 2, labelX, valueRight: labelX + (LABEL_EM + VALUE_EM) * fontPx };
}
