import type { Ink } from '../shared/ink';
import { letterStrokes } from './letters';

/** Where letters stand in their cell, which is two wide and three tall: x and width, y and height, as shares. */
const LETTER = { x: 0.2, y: 0.17, width: 0.6, height: 0.66 } as const;

/**
 * Adds the shapes of a cell's glyph to a path. Places are shares of the cell: 0..1 from the left and from the top. Lines and
 * areas are gathered apart, so that a whole screen is a few calls of the canvas.
 */
export class GlyphPen {
  readonly #ink: Ink;
  readonly #mode: 'lines' | 'areas';
  #x = 0;
  #y = 0;
  readonly #width: number;
  readonly #height: number;

  constructor(ink: Ink, mode: 'lines' | 'areas', cell: { readonly width: number; readonly height: number }) {
    this.#ink = ink;
    this.#mode = mode;
    this.#width = cell.width;
    this.#height = cell.height;
  }

  /** The next glyph's cell, its top left in CSS px. */
  at(x: number, y: number): this {
    this.#x = x;
    this.#y = y;
    return this;
  }

  /** Points of a line: x, y, x, y … */
  line(...points: readonly number[]): this {
    if (this.#mode === 'lines') this.#trace(points);
    return this;
  }

  /** A filled polygon. */
  area(...points: readonly number[]): this {
    if (this.#mode !== 'areas') return this;
    this.#trace(points);
    this.#ink.closePath();
    return this;
  }

  box(x: number, y: number, width: number, height: number): this {
    return this.line(x, y, x + width, y, x + width, y + height, x, y + height, x, y);
  }

  filledBox(x: number, y: number, width: number, height: number): this {
    return this.area(x, y, x + width, y, x + width, y + height, x, y + height);
  }

  /** @param degrees clockwise, 0 upwards @param radius a share of the cell's width */
  arrow(degrees: number, radius = 0.42): this {
    const point = (angle: number, share: number): [number, number] => {
      const radians = ((degrees + angle) * Math.PI) / 180;
      const [dx, dy] = [Math.sin(radians) * radius * share, -Math.cos(radians) * radius * share];
      return [0.5 + dx, 0.5 + (dy * this.#width) / this.#height];
    };
    return this.area(...point(0, 1.15), ...point(140, 1.05), ...point(180, 0.45), ...point(-140, 1.05));
  }

  circle(x: number, y: number, radius: number, from = 0, to = 360): this {
    const points: number[] = [];
    const steps = Math.max(4, Math.ceil((to - from) / 30));
    for (let step = 0; step <= steps; step++) {
      const radians = ((from + ((to - from) * step) / steps) * Math.PI) / 180;
      points.push(x + Math.sin(radians) * radius, y - (Math.cos(radians) * radius * this.#width) / this.#height);
    }
    return this.line(...points);
  }

  /** A character, in its usual place or in a part of the cell. @param place shares of the cell */
  letter(code: number, place: { x: number; y: number; width: number; height: number } = LETTER): this {
    for (const stroke of letterStrokes(code)?.split(' ') ?? []) {
      const points = [...stroke].map((digit, at) =>
        at % 2 === 0 ? place.x + (Number(digit) / 4) * place.width : place.y + (Number(digit) / 6) * place.height,
      );
      this.line(...points);
    }
    return this;
  }

  /** A unit of up to three letters, small, beside or below each other as there is room. */
  unit(text: string): this {
    const rows = text.split('/');
    const height = Math.min(0.34, 0.76 / rows.length - 0.1);
    const top = 0.5 - (rows.length * (height + 0.12) - 0.12) / 2;
    rows.forEach((row, index) => {
      const width = Math.min(0.42, 0.92 / row.length - 0.12);
      const left = 0.5 - (row.length * (width + 0.14) - 0.14) / 2;
      [...row].forEach((letter, at) => {
        const place = { x: left + at * (width + 0.14), y: top + index * (height + 0.12), width, height };
        this.letter(letter.charCodeAt(0), place);
      });
    });
    return this;
  }

  #trace(points: readonly number[]): void {
    for (let at = 0; at + 1 < points.length; at += 2) {
      const x = this.#x + points[at]! * this.#width;
      const y = this.#y + points[at + 1]! * this.#height;
      if (at === 0) this.#ink.moveTo(x, y);
      else this.#ink.lineTo(x, y);
    }
  }
}
