import type { Ink } from '#core/instruments/shared/ink';
import type { Size } from '#core/instruments/shared/rect';
import type { Scale } from '#core/instruments/shared/scale';
import { shallowEqual } from '#core/instruments/shared/shallow-equal';
import type { Speaker } from '#core/texts/speaker';

/** What a drawing depends on besides its values. */
export interface Surface extends Size {
  readonly scale: Scale;
  /** Device pixels per CSS px. */
  readonly ratio: number;
  /** Counts up when a font arrives, for text drawn before has the wrong shapes. */
  readonly fonts: number;
  /** Says the words on it. */
  readonly say: Speaker;
}

/** Draws one instrument in CSS px on a cleared surface. Pure: the same view gives the same pixels. */
export type Draw<View> = (ink: Ink, view: View, size: Size, scale: Scale, say: Speaker) => void;

/** The part of a canvas that a painter needs. */
export interface Canvas {
  width: number;
  height: number;
  getContext(kind: '2d'): (Ink & Pick<CanvasRenderingContext2D, 'setTransform' | 'clearRect'>) | null;
}

/** Draws on a canvas when, and only when, what is seen changes. */
export class Painter<View extends object> {
  /** How often it has drawn. */
  draws = 0;
  #last: { view: View; surface: Surface } | undefined;

  readonly #canvas: Canvas;
  readonly #draw: Draw<View>;

  constructor(canvas: Canvas, draw: Draw<View>) {
    this.#canvas = canvas;
    this.#draw = draw;
  }

  /** @returns whether it drew. */
  paint(view: View, surface: Surface): boolean {
    const last = this.#last;
    if (last && shallowEqual(last.view, view) && shallowEqual(last.surface, surface)) return false;
    const ink = this.#canvas.getContext('2d');
    if (!ink) return false;
    this.#last = { view, surface };
    this.#fit(surface);
    ink.setTransform(surface.ratio, 0, 0, surface.ratio, 0, 0);
    ink.clearRect(0, 0, surface.width, surface.height);
    this.#draw(ink, view, surface, surface.scale, surface.say);
    this.draws += 1;
    return true;
  }

  /** Setting a canvas's size, even to the same, throws its memory away. */
  #fit({ width, height, ratio }: Surface): void {
    const across = Math.max(1, Math.round(width * ratio));
    const down = Math.max(1, Math.round(height * ratio));
    if (this.#canvas.width !== across) this.#canvas.width = across;
    if (this.#canvas.height !== down) this.#canvas.height = down;
  }
}
