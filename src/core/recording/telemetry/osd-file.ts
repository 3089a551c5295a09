import { osdCell } from '../../telemetry/osd';
import type { TelemetryLine } from './lines';

/** The grid that the form has; of a larger one the rest is left out, of a smaller one the rest is blank. */
const COLS = 53;
const ROWS = 20;
const HEAD_BYTES = 40;
const TIME_BYTES = 4;
const BLANK = 0x20;

/**
 * A flight controller's screens as `.osd` in Walksnail's form, which `msposd` writes too (`write_osd_header`, `handle_osd_out`)
 * and the tools that draw it into films read: 40 bytes of head, of which the first four name the firmware; then for each screen
 * `u32` ms from the film's beginning and 53x20 characters of `u16`, row by row, with the bank above the code. Little-endian.
 *
 * @returns what to write for a line; nothing for one without a screen, or with the same as before. The first begins the file
 */
export function osdFileWriter(): (line: TelemetryLine) => Uint8Array {
  let before: string | undefined;
  return ({ t, values: { osd } }) => {
    const key = osd?.lines.join('\n');
    if (!osd || key === before) return new Uint8Array(0);
    const head = before === undefined ? HEAD_BYTES : 0;
    before = key;
    const bytes = new Uint8Array(head + TIME_BYTES + 2 * COLS * ROWS);
    const view = new DataView(bytes.buffer);
    if (head > 0) for (let at = 0; at < 4; at++) bytes[at] = (osd.variant ?? 'BTFL').charCodeAt(at) & 0x7f;
    view.setUint32(head, Math.min(0xffff_ffff, Math.max(0, Math.round(t * 1000))), true);
    for (let row = 0; row < ROWS; row++) {
      const line = osd.lines[row] ?? '';
      for (let col = 0; col < COLS; col++) {
        const { code, page } = col < line.length ? osdCell(line.charCodeAt(col)) : { code: BLANK, page: 0 };
        view.setUint16(head + TIME_BYTES + 2 * (row * COLS + col), (page << 8) | code, true);
      }
    }
    return bytes;
  };
}
