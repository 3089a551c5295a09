import type { PixelSize } from '#core/media/encoding/taken-size';

/** Between two messages about the same stream: a window whose edge is drawn changes its size with every frame. */
const QUIET_MS = 500;
/** A side that changes by less is not worth a message. */
const NOTABLE = 0.05;

interface Sent {
  size: PixelSize | undefined;
  timer: ReturnType<typeof setTimeout> | undefined;
}

/** How large each stream is shown on this page, and what of it the station knows. */
export class ShownSizes {
  readonly #send: (stream: string, size: PixelSize | undefined) => void;
  readonly #shown = new Map<string, PixelSize>();
  readonly #sent = new Map<string, Sent>();

  /** @param send tells the station: at once, and then no more often than every half a second */
  constructor(send: (stream: string, size: PixelSize | undefined) => void) {
    this.#send = send;
  }

  /** A stream is drawn in a box of so many pixels of the screen. @param size absent: alone, as large as it is */
  show(stream: string, size: PixelSize | undefined): void {
    if (size) this.#shown.set(stream, size);
    else this.#shown.delete(stream);
    const sent = this.#sent.get(stream);
    if (sent && !sent.timer) this.#notify(stream, sent);
  }

  /** A subscription begins, and says this with its first message. */
  subscribed(stream: string): PixelSize | undefined {
    this.unsubscribed(stream);
    const size = this.#shown.get(stream);
    this.#sent.set(stream, { size, timer: undefined });
    return size;
  }

  unsubscribed(stream: string): void {
    clearTimeout(this.#sent.get(stream)?.timer);
    this.#sent.delete(stream);
  }

  #notify(stream: string, sent: Sent): void {
    sent.timer = undefined;
    const size = this.#shown.get(stream);
    if (isAlike(size, sent.size)) return;
    sent.size = size;
    this.#send(stream, size);
    sent.timer = setTimeout(() => this.#notify(stream, sent), QUIET_MS);
  }
}

function isAlike(a: PixelSize | undefined, b: PixelSize | undefined): boolean {
  if (!a || !b) return a === b;
  return isNear(a.width, b.width) && isNear(a.height, b.height);
}

function isNear(a: number, b: number): boolean {
  return Math.abs(a - b) <= NOTABLE * b;
}
