import { Listeners } from './listeners';
import type { PictureSize, PresentedFrame, Screen } from './screen';

/**
 * Frames are drawn on a 2D canvas, for browsers without `MediaStreamTrackGenerator`. The first frame in a refresh of the
 * display is drawn at once; of those that follow in the same refresh the newest is drawn in the next.
 */
export class CanvasScreen implements Screen {
  readonly element = document.createElement('canvas');
  readonly #context = this.element.getContext('2d', { alpha: false, desynchronized: true });
  readonly #presented = new Listeners<PresentedFrame>();
  #drawn: { readonly timestamp: number; readonly size: PictureSize } | undefined;
  #waiting: VideoFrame | undefined;
  #request: number | undefined;
  #replaced = 0;
  #size: PictureSize | undefined;
  #closed = false;

  get size(): PictureSize | undefined {
    return this.#size;
  }

  get replaced(): number {
    return this.#replaced;
  }

  show(frame: VideoFrame): void {
    if (this.#closed) {
      frame.close();
      return;
    }
    if (this.#request === undefined) {
      this.#draw(frame);
      return;
    }
    if (this.#waiting) {
      this.#waiting.close();
      this.#replaced += 1;
    }
    this.#waiting = frame;
  }

  onPresented(listener: (frame: PresentedFrame) => void): () => void {
    return this.#presented.add(listener);
  }

  close(): void {
    this.#closed = true;
    this.#waiting?.close();
    this.#waiting = undefined;
    this.#presented.clear();
    if (this.#request !== undefined) cancelAnimationFrame(this.#request);
  }

  #draw(frame: VideoFrame): void {
    const size = { width: frame.displayWidth, height: frame.displayHeight };
    // Setting a size clears the canvas, so only when it differs; the picture is drawn in the same task, and nobody sees it bare.
    if (this.element.width !== size.width) this.element.width = size.width;
    if (this.element.height !== size.height) this.element.height = size.height;
    try {
      this.#context?.drawImage(frame, 0, 0, size.width, size.height);
    } finally {
      frame.close();
    }
    this.#drawn = { timestamp: frame.timestamp, size };
    this.#request = requestAnimationFrame(this.#onRefresh);
  }

  /** Runs when the compositor is about to take what was drawn: nearer to the truth a page cannot come. */
  readonly #onRefresh = (nowMs: number): void => {
    this.#request = undefined;
    const drawn = this.#drawn;
    const waiting = this.#waiting;
    this.#drawn = undefined;
    this.#waiting = undefined;
    if (drawn) {
      this.#size = drawn.size;
      this.#presented.call({
        timestamp: drawn.timestamp,
        shownUs: Math.max(nowMs, performance.now()) * 1000,
        presented: 1,
        ...drawn.size,
      });
    }
    if (waiting) this.#draw(waiting);
  };
}
