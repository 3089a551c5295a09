// not shown in this file: what a flight controller writes, in its own words
import { DISPLAYPORT, MSP_DISPLAYPORT, MSP_FC_VARIANT, OPTION_GRIDS } from '#core/protocols/msp/commands';
import { encodeFrame } from '#core/protocols/msp/encode';
import type { Grid } from '#core/protocols/msp/screen';

/** Betaflight's symbols that the scene is made of. */
const S = {
  rssi: 0x01,
  volt: 0x06,
  mah: 0x07,
  metre: 0x0c,
  home: 0x11,
  sideMark: 0x13,
  satLeft: 0x1e,
  satRight: 0x1f,
  arrowSouth: 0x60,
  centreLine: 0x72,
  centre: 0x73,
  centreRight: 0x74,
  altitude: 0x7f,
  bar: 0x80,
  battery: 0x96,
  amp: 0x9a,
  flyMinutes: 0x9c,
  kph: 0x9e,
} as const;

const MAH_A_SECOND = 4;
const HORIZON_COLS = 9;

const letters = (text: string): number[] => [...text].map((letter) => letter.charCodeAt(0));
const say = (...payload: readonly number[]): Uint8Array => encodeFrame(MSP_DISPLAYPORT, payload);

/** What a flight controller sends of its screen at one time of a flight: whole frames, in their order. Pure. */
export function sceneAt(seconds: number, { cols, rows }: Grid): readonly Uint8Array[] {
  const write = (row: number, col: number, ...characters: readonly (number | string)[]) => {
    const codes = characters.flatMap((one) => (typeof one === 'string' ? letters(one) : [one]));
    return say(DISPLAYPORT.WRITE_STRING, row, Math.max(0, col), 0, ...codes);
  };
  const swing = (period: number) => Math.sin((2 * Math.PI * seconds) / period);
  const cells = 16.8 - Math.min(4, seconds / 90);
  const level = Math.max(0, Math.min(6, Math.round((cells - 12.8) * 1.5)));
  const altitude = Math.round(40 + 20 * swing(40));
  const heading = (((seconds * 6) % 360) + 360) % 360;
  const clock = `${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(Math.floor(seconds) % 60).padStart(2, '0')}`;
  const [bottom, right, middle] = [rows - 2, cols - 9, Math.floor(cols / 2)];
  const resolution = OPTION_GRIDS.findIndex((grid) => grid.cols === cols && grid.rows === rows);
  return [
    say(DISPLAYPORT.HEARTBEAT),
    say(DISPLAYPORT.OPTIONS, 0, Math.max(0, resolution)),
    encodeFrame(MSP_FC_VARIANT, letters('BTFL')),
    say(DISPLAYPORT.CLEAR_SCREEN),
    write(1, 1, S.rssi, String(Math.round(92 + 7 * swing(7)))),
    write(1, middle - 5, 'GROUNDGLASS'),
    write(1, right, S.satLeft, S.satRight, '14'),
    write(3, 1, S.home, String(Math.round(120 + 60 * swing(60))), S.metre),
    write(
      3,
      right,
      S.arrowSouth + (Math.round((540 - heading) / 22.5) % 16),
      String(Math.round(heading)).padStart(3, '0'),
    ),
    ...horizon(swing(9) * 0.35, swing(13) * 2, Math.floor(rows / 2), middle),
    write(bottom - 1, 1, S.battery - level, cells.toFixed(1), S.volt),
    write(bottom, 1, String(Math.round(seconds * MAH_A_SECOND)), S.mah),
    write(bottom - 1, right, S.altitude, String(altitude).padStart(3), S.metre),
    write(bottom, right, String(Math.round(48 + 20 * swing(25))).padStart(3), S.kph),
    write(bottom, middle - 3, S.flyMinutes, clock),
    say(
      ...[DISPLAYPORT.WRITE_STRING, rows - 4, middle - 5, Math.floor(seconds) % 8 < 2 ? 2 : 0],
      ...letters(Math.floor(seconds) % 8 < 2 ? 'LOW BATTERY' : '   ANGLE   '),
    ),
    say(DISPLAYPORT.DRAW_SCREEN),
  ];

  /** A line of bars, each at one of nine heights of its cell. @param slope rows a column */
  function horizon(slope: number, offset: number, row: number, col: number): Uint8Array[] {
    const bars = Array.from({ length: HORIZON_COLS }, (_, index) => {
      const x = index - (HORIZON_COLS - 1) / 2;
      const ninths = Math.round((row + 0.5 + offset + slope * x) * 9);
      return write(Math.floor(ninths / 9), col + x, S.bar + (ninths % 9));
    });
    const sides = [-2, -1, 0, 1, 2].flatMap((dy) => [
      write(row + dy, col - 7, S.sideMark),
      write(row + dy, col + 7, S.sideMark),
    ]);
    return [...sides, ...bars, write(row, col - 1, S.centreLine, S.centre, S.centreRight)];
  }
}
