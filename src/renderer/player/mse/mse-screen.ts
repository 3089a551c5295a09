import { Listeners } from '#core/listeners';
import type { PictureDecoder, PictureDecoderEvents } from '../picture-decoder';
import type { PictureSize, PresentedFrame, Screen } from '../screen';
import { MseDecoder, type MseStage } from './mse-decoder';
import type { MseVideo } from './mse-video';

const LAYER: Partial<CSSStyleDeclaration> = {
  position: 'absolute',
  inset: '0',
  width: '100%',
  height: '100%',
  objectFit: 'contain',
};

/**
 * A screen that decodes H.264 itself, by MSE. Frames that others decoded (JPEG) go to a screen of the usual kind within it.
 * Each new video is behind the picture that stands until its own first picture does.
 */
export class MseScreen implements Screen, MseStage {
  readonly path = 'MSE';
  readonly element = document.createElement('div');
  readonly #frames: Screen;
  readonly #presented = new Listeners<PresentedFrame>();
  #size: PictureSize | undefined;
  /** The video whose picture is to be seen, and the one that is to follow it. */
  #front: MseVideo | undefined;
  #next: MseVideo | undefined;
  #droppedBefore = 0;

  /** @param frames shows decoded frames; closed with this one */
  constructor(frames: Screen) {
    this.#frames = frames;
    Object.assign(this.element.style, { position: 'relative', isolation: 'isolate' });
    this.#place(frames.element, 0);
    frames.onPresented((frame) => this.#presented.notify(frame));
  }

  get size(): PictureSize | undefined {
    return this.#front ? this.#size : this.#frames.size;
  }

  get replaced(): number {
    return this.#frames.replaced + this.#droppedBefore + (this.#front?.quality.dropped ?? 0);
  }

  decoder(events: PictureDecoderEvents, now: () => number): PictureDecoder {
    return new MseDecoder(events, this, now);
  }

  show(frame: VideoFrame): void {
    this.#leave(this.#front);
    this.#front = undefined;
    this.#frames.show(frame);
  }

  onPresented(listener: (frame: PresentedFrame) => void): () => void {
    return this.#presented.subscribe(listener);
  }

  enter(video: MseVideo): void {
    this.#leave(this.#next);
    this.#next = video;
    // Not to be seen, but laid out: a video that is not on the page presents nothing.
    this.#place(video.element, -1);
  }

  presented(video: MseVideo, frame: PresentedFrame): void {
    if (video === this.#next) {
      this.#leave(this.#front);
      this.#front = video;
      this.#next = undefined;
      video.element.style.zIndex = '1';
    }
    this.#size = { width: frame.width, height: frame.height };
    this.#presented.notify(frame);
  }

  close(): void {
    this.#presented.clear();
    this.#leave(this.#front);
    this.#leave(this.#next);
    this.#frames.close();
  }

  #leave(video: MseVideo | undefined): void {
    this.#droppedBefore += video?.quality.dropped ?? 0;
    video?.close();
  }

  #place(element: HTMLElement, zIndex: number): void {
    Object.assign(element.style, LAYER, { zIndex: String(zIndex) });
    this.element.append(element);
  }
}
