import { ageText } from '../../telemetry/format';
import type { Level } from '../../telemetry/levels';
import type { Speaker } from '../../texts/speaker';
import type { PlainTextId, Text } from '../../texts/text';
import { ALERT_EM, drawAge, drawAlert } from './alert-glyph';
import { type Ink, writeOutlined } from './ink';
import { labelColour, valueColour } from './palette';
import type { Size } from './rect';
import type { Scale } from './scale';

/** One line of a text instrument: a dim label, a bright value. */
export interface TextRow {
  readonly label: PlainTextId | Text;
  readonly value: string | Text;
  readonly level?: Level;
}

/** How a block is divided. */
export interface TextColumns {
  /** The side on which alert signs stand. */
  readonly alerts: 'left' | 'right';
  /** Width of the labels, in em. */
  readonly labelEm: number;
}

/** Room around the text for its outline, in em. */
const PAD_EM = 0.25;

/** The size of a block of rows: a column for alert signs, one for labels, one for values. */
export function textBlockSize(scale: Scale, rows: number, labelEm: number, valueEm: number): Size {
  return {
    width: Math.ceil((labelEm + ALERT_EM + valueEm + 2 * PAD_EM) * scale.fontPx),
    height: Math.ceil(rows * scale.rowPx + 2 * PAD_EM * scale.fontPx),
  };
}

/** The middle of row `index`, from the top of the block. */
function rowMiddle(scale: Scale, index: number): number {
  return PAD_EM * scale.fontPx + (index + 0.5) * scale.rowPx;
}

/**
 * Draws rows with the labels at the left and the values flush right, so that digits never move when a number changes.
 *
 * @param ageMs how old the values are; drawn in a row of its own, and the values dimmed.
 */
export function drawTextRows(
  ink: Ink,
  rows: readonly TextRow[],
  ageMs: number | undefined,
  size: Size,
  scale: Scale,
  { alerts, labelEm }: TextColumns,
  say: Speaker,
): void {
  const { fontPx } = scale;
  const pad = PAD_EM * fontPx;
  const column = ALERT_EM * fontPx;
  const labelX = pad + (alerts === 'left' ? column : 0);
  const valueX = size.width - pad - (alerts === 'right' ? column : 0);
  // A number that no vehicle should send is squeezed, not written over its label.
  const valueLeft = labelX + labelEm * fontPx;
  const alertX = alerts === 'left' ? pad + column * 0.4 : size.width - pad - column * 0.4;
  rows.forEach(({ label, value, level = 'normal' }, index) => {
    const y = rowMiddle(scale, index);
    writeOutlined(ink, say(label), labelX, y, { colour: labelColour(ageMs !== undefined), fontPx });
    const colour = valueColour(level, ageMs !== undefined);
    writeOutlined(ink, typeof value === 'string' ? value : say(value), valueX, y, {
      colour,
      fontPx,
      weight: 700,
      align: 'right',
      maxWidthPx: valueX - valueLeft,
    });
    drawAlert(ink, level, alertX, y, fontPx);
  });
  if (ageMs !== undefined)
    drawAge(ink, say(ageText(ageMs)), size.width / 2, rowMiddle(scale, rows.length), fontPx, size.width);
}
