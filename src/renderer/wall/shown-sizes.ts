import type { PixelSize } from '#core/media/encoding/taken-size';

/** Between two words about the same stream: a window whose edge is drawn changes its size with every frame. */
const QUIET_MS = 500;
/** A side that changes by less is not worth a word. */
const NOTABLE = 0.05;

interface Told {
  size: PixelSize | undefined;
  timer: ReturnType<typeof setTimeout> | undefined;
}

/** How large each stream is shown on this page, and what of it the station knows. */
export class ShownSizes {
  readonly #tell: (stream: string, size: PixelSize | undefined) => void;
  readonly #shown = new Map<string, PixelSize>();
  readonly #told = new Map<string, Told>();

  /** @param tell says it to the station: at once, and then no more often than every half a second */
  constructor(tell: (stream: string, size: PixelSize | undefined) => void) {
    this.#tell = tell;
  }

  /** A stream is drawn in a box of so many pixels of the screen. @param size absent: alone, as large as it is */
  show(stream: string, size: PixelSize | undefined): void {
    if (size) this.#shown.set(stream, size);
    else this.#shown.delete(stream);
    const told = this.#told.get(stream);
    if (told && !told.timer) this.#speak(stream, told);
  }

  /** A subscription begins, and says this with its first word. */
  subscribed(stream: string): PixelSize | undefined {
    this.unsubscribed(stream);
    const size = this.#shown.get(stream);
    this.#told.set(stream, { size, timer: undefined });
    return size;
  }

  unsubscribed(stream: string): void {
    clearTimeout(this.#told.get(stream)?.timer);
    this.#told.delete(stream);
  }

  #speak(stream: string, told: Told): void {
    told.timer = undefined;
    const size = this.#shown.get(stream);
    if (isAlike(size, told.size)) return;
    told.size = size;
    this.#tell(stream, size);
    told.timer = setTimeout(() => this.#speak(stream, told), QUIET_MS);
  }
}

function isAlike(a: PixelSize | undefined, b: PixelSize | undefined): boolean {
  if (!a || !b) return a === b;
  return isNear(a.width, b.width) && isNear(a.height, b.height);
}

function isNear(a: number, b: number): boolean {
  return Math.abs(a - b) <= NOTABLE * b;
}
