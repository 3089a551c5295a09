import { MAX_OSD_COLS, MAX_OSD_ROWS, type Osd, osdCharacter } from '../../telemetry/osd';
import {
  ATTRIBUTE_BLINK,
  ATTRIBUTE_PAGE,
  DISPLAYPORT,
  MSP_DISPLAYPORT,
  MSP_FC_VARIANT,
  OPTION_GRIDS,
} from './commands';
import type { MspFrame } from './frame-parser';

/** Columns and rows. */
export interface Grid {
  readonly cols: number;
  readonly rows: number;
}

/** Betaflight and `msposd` begin with it, and Betaflight never says which it has. */
const USUAL: Grid = { cols: 53, rows: 20 };
const WHOLE: Grid = { cols: MAX_OSD_COLS, rows: MAX_OSD_ROWS };
const BLANK = ' ';

/** What a frame did: the screen is to be shown, it is released, the flight controller is still there, or nothing of it. */
export type ScreenEvent = 'drawn' | 'released' | 'alive' | undefined;

/** The character screen that a flight controller writes with MSP_DISPLAYPORT. What is written is seen with the next draw. */
export class OsdScreen {
  readonly #isFixed: boolean;
  #grid: Grid;
  #variant: string | undefined;
  readonly #cells: string[] = new Array(MAX_OSD_COLS * MAX_OSD_ROWS).fill(BLANK);
  #shown: Osd | undefined;

  /** @param grid what a person says that it is; absent: what the flight controller says, or what its writing shows */
  constructor(grid?: Grid) {
    this.#isFixed = grid !== undefined;
    this.#grid = grid ?? USUAL;
  }

  /** As it was last drawn; `undefined` before that, and after it was released. */
  get shown(): Osd | undefined {
    return this.#shown;
  }

  /** Four letters: `BTFL`. */
  get variant(): string | undefined {
    return this.#variant;
  }

  /** Total: what is none of the screen's, or too short, changes nothing. */
  take({ direction, command, payload }: MspFrame): ScreenEvent {
    if (direction === '!') return undefined;
    if (command === MSP_FC_VARIANT) return this.#takeVariant(payload);
    if (command !== MSP_DISPLAYPORT || payload.length === 0) return undefined;
    switch (payload[0]) {
      case DISPLAYPORT.HEARTBEAT:
        return 'alive';
      case DISPLAYPORT.RELEASE:
        this.#clear();
        this.#shown = undefined;
        return 'released';
      case DISPLAYPORT.CLEAR_SCREEN:
        this.#clear();
        return 'alive';
      case DISPLAYPORT.WRITE_STRING:
        this.#write(payload);
        return 'alive';
      case DISPLAYPORT.DRAW_SCREEN:
        this.#shown = this.#draw();
        return 'drawn';
      case DISPLAYPORT.OPTIONS:
        // Font, then resolution.
        this.#resize(OPTION_GRIDS[payload[2] ?? 255]);
        return 'alive';
    }
    return undefined;
  }

  #takeVariant(payload: Uint8Array): ScreenEvent {
    const text = String.fromCharCode(...payload.subarray(0, 4));
    if (/^[A-Z]{4}$/.test(text)) this.#variant = text;
    return undefined;
  }

  #resize(grid: Grid | undefined): void {
    if (!this.#isFixed && grid) this.#grid = grid;
  }

  #clear(): void {
    this.#cells.fill(BLANK);
  }

  /** Row, column, attribute, then characters up to the end or to a 0. */
  #write(payload: Uint8Array): void {
    const [, row = 255, col = 255, attribute = 0] = payload;
    if (row >= MAX_OSD_ROWS) return;
    const page = attribute & ATTRIBUTE_PAGE;
    const isBlinking = (attribute & ATTRIBUTE_BLINK) !== 0;
    for (let at = 4; at < payload.length && payload[at] !== 0; at++) {
      const x = col + at - 4;
      if (x >= MAX_OSD_COLS) return;
      const code = payload[at]!;
      // A blank is one in every bank.
      this.#cells[row * MAX_OSD_COLS + x] = code === 0x20 ? BLANK : osdCharacter(code, page, isBlinking);
      if (code !== 0x20 && (x >= this.#grid.cols || row >= this.#grid.rows)) this.#resize(WHOLE);
    }
  }

  #draw(): Osd {
    const { cols, rows } = this.#grid;
    const lines: string[] = [];
    for (let row = 0; row < rows; row++) {
      const from = row * MAX_OSD_COLS;
      lines.push(
        this.#cells
          .slice(from, from + cols)
          .join('')
          .trimEnd(),
      );
    }
    while (lines.length > 0 && lines.at(-1) === '') lines.pop();
    return { cols, rows, ...(this.#variant !== undefined && { variant: this.#variant }), lines };
  }
}
