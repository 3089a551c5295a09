import type { PlainTextId } from '../../texts/text';
import type { Size } from '../shared/rect';
import type { Scale } from '../shared/scale';
import type { FaceView } from './view';

const PAD_EM = 0.25;
const LABEL_EM = 4.2;
const BAR_EM = 5;
const BARS = 5;

/** One bar: its label and how long it is, 0..100. */
export interface Bar {
  readonly label: PlainTextId;
  readonly percent: number | undefined;
}

/** Five bars, and a row that says where the face is lost or its values are old. */
export function faceSize({ fontPx, rowPx }: Scale): Size {
  return {
    width: Math.ceil((LABEL_EM + BAR_EM + 2 * PAD_EM) * fontPx),
    height: Math.ceil((BARS + 1) * rowPx + 2 * PAD_EM * fontPx),
  };
}

export function barsOf({ jaw, smile, brows, blinkLeft, blinkRight }: FaceView): readonly Bar[] {
  return [
    { label: 'instrument.face.jaw', percent: jaw },
    { label: 'instrument.face.smile', percent: smile },
    { label: 'instrument.face.brows', percent: brows },
    { label: 'instrument.face.blinkLeft', percent: blinkLeft },
    { label: 'instrument.face.blinkRight', percent: blinkRight },
  ];
}

/** The places in a row, in CSS px from the instrument's left and top. */
export function rowGeometry({ fontPx, rowPx }: Scale, index: number) {
  const pad = PAD_EM * fontPx;
  return {
    labelX: pad,
    barX: pad + LABEL_EM * fontPx,
    barWidth: BAR_EM * fontPx,
    middleY: pad + (index + 0.5) * rowPx,
    barHeight: 0.5 * fontPx,
  };
}
