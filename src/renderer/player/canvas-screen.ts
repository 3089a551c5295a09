import { Listeners } from '#core/listeners';
import type { PictureSize, PresentedFrame, Screen } from './screen';

/**
 * Frames are drawn on a 2D canvas, for browsers without `MediaStreamTrackGenerator`. The first frame in a refresh of the
 * display is drawn at once; of those that follow in the same refresh the newest is drawn in the next.
 */
export class CanvasScreen implements Screen {
  readonly element = document.createElement('canvas');
  readonly #context = this.element.getContext('2d', { alpha: false, desynchronized: true });
  readonly #presented = new Listeners<PresentedFrame>();
  #drawn: Omit<PresentedFrame, 'presented'> | undefined;
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
    return this.#presented.subscribe(listener);
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
    // Setting a size clears the canvas, so only when it differs; the picture is drawn in the same task, and it is never seen bare.
    if (this.element.width !== size.width) this.element.width = size.width;
    if (this.element.height !== size.height) this.element.height = size.height;
    try {
      this.#context?.drawImage(frame, 0, 0, size.width, size.height);
    } finally {
      frame.close();
    }
    this.#drawn = { timestamp: frame.timestamp, shownUs: performance.now() * 1000, ...size };
    this.#request = requestAnimationFrame(this.#onRefresh);
  }

  /**
   * Tells of the frame once the page is refreshed, which a hidden page is not. It counts as shown when it was drawn, which is
   * 1 to 10 ms early (measured against the X screen); the time of the refresh would be as much as 15 ms late.
   */
  readonly #onRefresh = (): void => {
    this.#request = undefined;
    const drawn = this.#drawn;
    const waiting = this.#waiting;
    this.#drawn = undefined;
    this.#waiting = undefined;
    if (drawn) {
      this.#size = { width: drawn.width, height: drawn.height };
      this.#presented.notify({ ...drawn, presented: 1 });
    }
    if (waiting) this.#draw(waiting);
  };
}
