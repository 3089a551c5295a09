import { Listeners } from '#core/listeners';
import { DrawAgain } from './draw-again';
import { NewestWins } from './newest-wins';
import { Presentations } from './presentations';
import type { PictureSize, PresentedFrame, Screen } from './screen';

/** True where frames can be written to a track and presentations are told (Chromium; no other browser has both). */
export function hasGeneratorScreen(): boolean {
  return (
    typeof MediaStreamTrackGenerator === 'function' &&
    typeof HTMLVideoElement.prototype.requestVideoFrameCallback === 'function'
  );
}

/**
 * Frames are written to a `MediaStreamTrackGenerator` behind a `<video>`: the shortest way to the compositor that a page
 * has (DESIGN.md, decision 4). The element's track has no clock of its own, so each frame is drawn when it comes.
 */
export class GeneratorScreen implements Screen {
  readonly element: HTMLVideoElement;
  readonly #presented = new Listeners<PresentedFrame>();
  readonly #frames = new NewestWins<VideoFrame>((frame) => this.#write(frame));
  readonly #again = new DrawAgain<VideoFrame>((frame) => this.#writeAgain(frame));
  readonly #presentations = new Presentations();
  #track: MediaStreamTrackGenerator<VideoFrame> | undefined;
  #writer: WritableStreamDefaultWriter<VideoFrame> | undefined;
  #attached: Promise<void> = Promise.resolve();
  #onAttached: () => void = () => {};
  #size: PictureSize | undefined;
  #closed = false;

  constructor() {
    const video = document.createElement('video');
    video.muted = true;
    video.autoplay = true;
    video.playsInline = true;
    video.disablePictureInPicture = true;
    video.addEventListener('loadstart', () => this.#onAttached());
    video.addEventListener('pause', this.#play);
    document.addEventListener('visibilitychange', this.#play);
    video.requestVideoFrameCallback(this.#onVideoFrame);
    this.element = video;
    // The track is opened with the first frame: an element that waits for data holds back the page's load event.
  }

  get size(): PictureSize | undefined {
    return this.#size;
  }

  get replaced(): number {
    return this.#frames.replaced;
  }

  show(frame: VideoFrame): void {
    this.#frames.offer(frame);
  }

  onPresented(listener: (frame: PresentedFrame) => void): () => void {
    return this.#presented.subscribe(listener);
  }

  close(): void {
    this.#closed = true;
    this.#frames.close();
    this.#again.close();
    this.#presented.clear();
    this.element.removeEventListener('pause', this.#play);
    document.removeEventListener('visibilitychange', this.#play);
    this.#closeTrack();
    this.element.srcObject = null;
    this.#onAttached();
  }

  async #write(frame: VideoFrame): Promise<void> {
    try {
      // A browser may end a track. The next frame needs another at once: it is unknown when one will follow it.
      if (this.#track?.readyState !== 'live') this.#openTrack();
      await this.#attached;
      this.#again.beforeWrite(frame, performance.now());
      // The track closes a frame that it has taken.
      await this.#writer?.write(frame);
    } finally {
      // Closing a closed frame does nothing; one that was not taken must not leak.
      frame.close();
    }
  }

  #writeAgain(frame: VideoFrame): void {
    if (this.#track?.readyState !== 'live' || !this.#writer) return frame.close();
    this.#presentations.repeated();
    this.#writer.write(frame).catch(() => frame.close());
  }

  #openTrack(): void {
    this.#closeTrack();
    const track: MediaStreamTrackGenerator<VideoFrame> = new MediaStreamTrackGenerator({ kind: 'video' });
    this.#track = track;
    this.#writer = track.writable.getWriter();
    // Its rejection is that of the `write` which meets it.
    this.#writer.closed.catch(() => {});
    // A frame written before the element has taken up the track is lost without a word (Chromium 130 and 156).
    this.#attached = new Promise((resolve) => {
      this.#onAttached = resolve;
    });
    this.element.srcObject = new MediaStream([track]);
    this.#play();
  }

  #closeTrack(): void {
    this.#track?.stop();
    this.#writer?.abort().catch(() => {});
    this.#track = undefined;
    this.#writer = undefined;
  }

  /** A browser may pause a video that is hidden or behind, or hold back autoplay; a live picture never stands still by choice. */
  readonly #play = (): void => {
    if (!this.#closed && this.element.paused && document.visibilityState === 'visible') {
      this.element.play().catch(() => {});
    }
  };

  readonly #onVideoFrame: VideoFrameRequestCallback = (_now, metadata) => {
    if (this.#closed) return;
    this.element.requestVideoFrameCallback(this.#onVideoFrame);
    this.#size = { width: metadata.width, height: metadata.height };
    // For a generated track `mediaTime` is the frame's timestamp, in seconds (Chromium 130 and 156); there is no
    // captureTime, receiveTime or rtpTimestamp.
    const timestamp = Math.round(metadata.mediaTime * 1e6);
    const presented = this.#presentations.told(metadata.presentedFrames, timestamp);
    // It was drawn again, and has been told.
    if (presented === undefined) return;
    this.#presented.notify({
      timestamp,
      shownUs: metadata.presentationTime * 1000,
      presented,
      width: metadata.width,
      height: metadata.height,
    });
  };
}
