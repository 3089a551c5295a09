import type { Size } from '../shared/rect';
import type { Scale } from '../shared/scale';

/** The places of the parts of one line, left to right. */
export interface LatencyGeometry {
  readonly y: number;
  readonly labelX: number;
  /** The right end of the value, so that digits never move. */
  readonly valueRight: number;
  readonly originX: number;
  /** Room for the origin; longer ones are squeezed. */
  readonly originWidth: number;
}

const PAD_EM = 0.25;
const LABEL_EM = 4;
/** `9999 ms`. */
const VALUE_EM = 4.6;
const GAP_EM = 0.5;
/** `from capture`. */
const ORIGIN_EM = 6.3;

export function latencySize({ fontPx, rowPx }: Scale): Size {
  const em = LABEL_EM + VALUE_EM + GAP_EM + ORIGIN_EM + 2 * PAD_EM;
  return { width: Math.ceil(em * fontPx), height: rowPx };
}

export function latencyGeometry({ fontPx, rowPx }: Scale): LatencyGeometry {
  const labelX = PAD_EM * fontPx;
  const valueRight = labelX + (LABEL_EM + VALUE_EM) * fontPx;
  return {
    y: rowPx / 2,
    labelX,
    valueRight,
    originX: valueRight + GAP_EM * fontPx,
    originWidth: ORIGIN_EM * fontPx,
  };
}
