import type { FragmentTime } from '#core/mp4/write/live-fragments';
import { AppendQueue } from './append-queue';
import { stepLiveEdge } from './live-edge';
import { mediaSourceClass } from './media-source';

/** What a video tells of its pictures. Times are on its own time line. */
export interface MseVideoEvents {
  readonly onFrame: (metadata: VideoFrameCallbackMetadata) => void;
  readonly onError: (error: { readonly name: string; readonly message: string }) => void;
}

/** One `<video>` with one `MediaSource`, kept at its live edge, until its first error. */
export class MseVideo {
  readonly element = document.createElement('video');
  readonly #events: MseVideoEvents;
  readonly #source: MediaSource;
  readonly #url: string;
  #queue: AppendQueue | undefined;
  #buffer: SourceBuffer | undefined;
  /** What came before the source was open. */
  #early: Uint8Array[] = [];
  #type: string;
  #newestS = 0;
  /** Key pictures that have not been shown, and the last one that has. */
  #keysS: number[] = [];
  #closed = false;

  /** @param type of the buffer: `video/mp4; codecs="avc3.42c01f"` */
  constructor(type: string, events: MseVideoEvents) {
    this.#type = type;
    this.#events = events;
    const Source = mediaSourceClass();
    if (!Source) throw new DOMException('This browser has no MediaSource.', 'NotSupportedError');
    if (!Source.isTypeSupported(type))
      throw new DOMException(`This browser does not play ${type}.`, 'NotSupportedError');
    this.#source = new Source();
    const video = this.element;
    video.muted = true;
    video.autoplay = true;
    video.playsInline = true;
    video.disablePictureInPicture = true;
    // A managed source opens only where nothing is to be cast.
    video.disableRemotePlayback = true;
    video.addEventListener('error', () => this.#fail(video.error));
    video.addEventListener('pause', this.#play);
    document.addEventListener('visibilitychange', this.#play);
    this.#source.addEventListener('sourceopen', () => this.#opened(), { once: true });
    this.#url = URL.createObjectURL(this.#source);
    video.src = this.#url;
    video.requestVideoFrameCallback(this.#onFrame);
    this.#play();
  }

  /** Pictures of another format follow, whose beginning `init` is. @throws where the buffer does not take them */
  begin(type: string, init: Uint8Array): void {
    if (type !== this.#type) {
      this.#type = type;
      this.#buffer?.changeType(type);
    }
    this.#append([init]);
  }

  /** Takes a picture's fragment. */
  append(parts: readonly Uint8Array[], { timeUs }: FragmentTime, key: boolean): void {
    this.#newestS = timeUs / 1e6;
    if (key) this.#keysS.push(this.#newestS);
    this.#append(parts);
    this.#keepLive();
  }

  /** Pictures that were decoded, and those among them that never stood on the screen. */
  get quality(): { readonly decoded: number; readonly dropped: number } {
    const { totalVideoFrames, droppedVideoFrames } = this.element.getVideoPlaybackQuality();
    return { decoded: totalVideoFrames, dropped: droppedVideoFrames };
  }

  /** How far the picture on the screen is behind the newest, in seconds of media. */
  get behindS(): number {
    return Math.max(0, this.#newestS - this.element.currentTime);
  }

  /** The last picture stays in the element; nothing is told any more. */
  stop(): void {
    this.#closed = true;
    this.element.removeEventListener('pause', this.#play);
    document.removeEventListener('visibilitychange', this.#play);
    this.element.pause();
  }

  /** Lets go of everything. */
  close(): void {
    this.stop();
    this.element.removeAttribute('src');
    this.element.load();
    URL.revokeObjectURL(this.#url);
    this.element.remove();
  }

  #opened(): void {
    if (this.#closed) return;
    URL.revokeObjectURL(this.#url);
    try {
      this.#buffer = this.#source.addSourceBuffer(this.#type);
    } catch (error) {
      return this.#fail(error);
    }
    this.#queue = new AppendQueue(this.#buffer, (error) => this.#fail(error));
    this.#append(this.#early);
    this.#early = [];
  }

  #append(parts: readonly Uint8Array[]): void {
    if (!this.#queue) this.#early.push(...parts);
    // not shown: it stands where the browser has words of its own, which are English
    else if (!this.#queue.append(parts)) this.#fail({ name: 'OperationError', message: 'The buffer takes no more.' });
  }

  #keepLive(): void {
    const video = this.element;
    if (video.readyState < HTMLMediaElement.HAVE_METADATA || video.seeking) return;
    const { rate, seekS } = stepLiveEdge({ currentS: video.currentTime, newestS: this.#newestS });
    if (seekS !== undefined) video.currentTime = seekS;
    if (Math.abs(video.playbackRate - rate) > 0.01) video.playbackRate = rate;
    this.#trim();
  }

  #trim(): void {
    const shown = this.#keysS.findLastIndex((key) => key < this.element.currentTime - 0.5);
    if (shown < 0) return;
    this.#keysS.splice(0, shown);
    this.#queue?.trim(this.#keysS[0] ?? 0);
  }

  /** A browser may pause a video that is hidden; a live picture never stands still by choice. */
  readonly #play = (): void => {
    if (this.#closed || !this.element.paused || document.visibilityState !== 'visible') return;
    this.element.play().catch(() => {});
  };

  readonly #onFrame: VideoFrameRequestCallback = (_now, metadata) => {
    if (this.#closed) return;
    this.element.requestVideoFrameCallback(this.#onFrame);
    this.#events.onFrame(metadata);
  };

  #fail(error: unknown): void {
    if (this.#closed) return;
    this.stop();
    this.#events.onError(nameAndMessage(error));
  }
}

function nameAndMessage(error: unknown): { name: string; message: string } {
  if (error instanceof MediaError) {
    const name = error.code === MediaError.MEDIA_ERR_SRC_NOT_SUPPORTED ? 'NotSupportedError' : 'EncodingError';
    return { name, message: error.message };
  }
  const { name, message } = error as { name?: unknown; message?: unknown };
  return { name: typeof name === 'string' ? name : 'Error', message: typeof message === 'string' ? message : '' };
}
