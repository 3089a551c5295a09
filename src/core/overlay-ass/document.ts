// not shown in this file: a file format
import { PALETTE } from '../instruments/shared/palette';
import type { Size } from '../instruments/shared/rect';
import { FONT_FAMILY } from './font';
import { clock, colour } from './notation';

/** All of an Advanced SubStation Alpha (v4.00+) file but its events, for a picture of a size. */
export function documentHead({ width, height }: Size): string {
  return `[Script Info]
Title: Overlay
ScriptType: v4.00+
PlayResX: ${width}
PlayResY: ${height}
WrapStyle: 2
ScaledBorderAndShadow: yes
YCbCr Matrix: None

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding
Style: O,${FONT_FAMILY},16,${styleColour(PALETTE.bright)},${styleColour(PALETTE.bright)},${styleColour(PALETTE.outline)},${styleColour(PALETTE.outline)},0,0,0,0,100,100,0,0,1,0,0,7,0,0,0,1

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
`;
}

/** `&H00BBGGRR` */
function styleColour(css: string): string {
  return `&H00${colour(css).bgr.slice(2, -1)}`;
}

/** One text, shown from a time to another in hundredths of a second; higher layers cover lower ones. */
export function dialogue(layer: number, from: number, to: number, text: string): string {
  return `Dialogue: ${layer},${clock(from)},${clock(to)},O,,0,0,0,,${text}\n`;
}
