import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ShareFormat } from '#contracts/share';
import type { Encoding } from '#core/media/encoding/encoding-choice';
import type { PixelSize } from '#core/media/encoding/taken-size';
import { FramePace } from '#core/media/frame-pace';
import { Rate } from '#core/media/rate';
import { reasonOf } from '#core/reason-of';
import { type Advice, text } from '#core/texts/text';
import { capture } from './capture';
import { readFrames, type StopReading } from './frame-source';
import { encodesH264, H264Encoder } from './h264-encoder';
import { JpegEncoder } from './jpeg-encoder';
import { MicrophoneShare } from './microphone/microphone-share';
import type { PictureEncoder } from './picture-encoder';
import { ShareLink } from './share-link';
import type { ShareOptions } from './share-options';
import { endedProblem, problemOf, whyNotHere } from './share-problem';
import type { OpenShareTransport } from './share-transport';

/** A viewer that comes later, or lost one, waits no longer than this for a picture to begin with. */
const KEY_EVERY_US = 2_000_000;
/** Frames in the encoder: one that is worked on, and one more. */
const MAX_PENDING = 2;
/** A screen on which nothing moves gives no frames. Its last one goes out again, so that it is not taken for lost. */
const STILL_US = 500_000;
const LOOK_MS = 250;

/** What goes out, measured over the last second. */
export interface ShareFigures {
  readonly picturesPerSecond: number;
  readonly bitsPerSecond: number;
  /** Frames left out since the start, because encoder, network or station were behind. */
  readonly dropped: number;
  readonly width: number;
  readonly height: number;
}

/** What of a camera is shared. */
export type ShareState =
  /** Nothing; `problem` says what ended it. */
  | { readonly state: 'off'; readonly problem?: Advice }
  /** The person is asked, and the device starts. */
  | { readonly state: 'asking' }
  | {
      readonly state: 'on';
      readonly options: ShareOptions;
      readonly track: MediaStreamVideoTrack;
      readonly format: ShareFormat;
      /** Absent until the station takes it, and while the connection to it is broken. */
      readonly stream?: string | undefined;
      readonly watchedBy: number;
      readonly figures: ShareFigures;
    };

type On = Extract<ShareState, { state: 'on' }>;

const NO_FIGURES: ShareFigures = { picturesPerSecond: 0, bitsPerSecond: 0, dropped: 0, width: 0, height: 0 };

const nowUs = () => performance.now() * 1000;

/**
 * Shares a camera or a screen: track → frames → encoder → station. What cannot be sent at once is left out before it is
 * encoded, so that no picture refers to one that was not sent.
 */
export class CameraShare {
  readonly store: StoreApi<ShareState> = createStore<ShareState>(() => ({ state: 'off' }));
  /** Sound beside the pictures, as long as they are shared. */
  readonly microphone = new MicrophoneShare((sound) => this.#link?.sendSound(sound));
  readonly #open: OpenShareTransport;
  #attempt = 0;
  #link: ShareLink | undefined;
  #encoder: PictureEncoder | undefined;
  #stopReading: StopReading = () => undefined;
  #pace = new FramePace(1);
  /** What the station asked for last. */
  #asked: Encoding = {};
  #timer: ReturnType<typeof setInterval> | undefined;
  #still: VideoFrame | undefined;
  #wantsKey = true;
  #keyAtUs = Number.NEGATIVE_INFINITY;
  #frameAtUs = Number.NEGATIVE_INFINITY;
  #sent = new Rate();
  #bytes = new Rate();
  #dropped = 0;

  constructor(open: OpenShareTransport) {
    this.#open = open;
  }

  /** Shares from here on; what is shared already goes on as one stream with other options. */
  async start(options: ShareOptions): Promise<void> {
    const here = whyNotHere();
    if (here) return this.#off(here);
    const before = this.#on();
    const attempt = ++this.#attempt;
    // Phones have one camera open at a time.
    this.#endCapture();
    if (!before) this.store.setState({ state: 'asking' }, true);
    try {
      const track = await capture(options);
      const format: ShareFormat = (await encodesH264(options)) ? 'h264' : 'jpeg';
      if (attempt === this.#attempt) this.#begin(options, track, format);
      else track.stop();
    } catch (error) {
      if (attempt === this.#attempt) this.#off(problemOf(error, options.from));
    }
  }

  stop(): void {
    this.#off();
  }

  #begin(options: ShareOptions, track: MediaStreamVideoTrack, format: ShareFormat): void {
    const before = this.#on();
    track.addEventListener('ended', () => {
      if (this.#on()?.track === track) this.#off(endedProblem(options.from));
    });
    this.#setPace(options.rate);
    this.#wantsKey = true;
    this.#encode(options, format);
    const kept = { stream: before?.stream, watchedBy: before?.watchedBy ?? 0 };
    this.store.setState({ state: 'on', options, track, format, ...kept, figures: NO_FIGURES }, true);
    if (before && before.format !== format) this.#link?.setFormat(format);
    this.#link ??= this.#connect(options.name.trim(), format);
    this.#stopReading = readFrames(track, (frame) => this.#frame(frame));
    this.#timer = setInterval(() => this.#look(), LOOK_MS);
  }

  #connect(name: string, format: ShareFormat): ShareLink {
    return new ShareLink(this.#open, name, format, {
      onStarted: (stream) => {
        this.#wantsKey = true;
        this.#adapt({});
        this.#change({ stream });
      },
      onRefused: (message, tip) => this.#off({ message, tip }),
      onBroken: () => this.#change({ stream: undefined }),
      onKeyWanted: () => {
        this.#wantsKey = true;
      },
      onWatched: (watchedBy) => this.#change({ watchedBy }),
      onEncoding: (encoding) => this.#adapt(encoding),
    });
  }

  /** Encodes as the station asks; of a connection that begins nothing was asked yet. */
  #adapt(encoding: Encoding): void {
    this.#asked = encoding;
    this.#encoder?.adapt(encoding);
    const rate = this.#on()?.options.rate;
    if (rate !== undefined) this.#setPace(rate);
  }

  #setPace(rate: number): void {
    this.#pace = new FramePace(Math.min(rate, this.#asked.framesPerSecond ?? rate));
  }

  #encode(options: ShareOptions, format: ShareFormat): void {
    const encoder: PictureEncoder = new (format === 'h264' ? H264Encoder : JpegEncoder)(options, {
      onPicture: (picture) => {
        if (encoder !== this.#encoder) return;
        this.#sent.add(1, nowUs());
        this.#bytes.add(picture.byteLength, nowUs());
        this.#link?.send(picture);
      },
      onError: (error) => {
        if (encoder === this.#encoder) this.#encoderFailed(options, format, error);
      },
    });
    encoder.adapt(this.#asked);
    this.#encoder = encoder;
  }

  /** JPEG takes over from H.264; there is nothing behind JPEG. */
  #encoderFailed(options: ShareOptions, format: ShareFormat, error: unknown): void {
    if (format === 'h264') {
      this.#encoder?.close();
      this.#encode(options, 'jpeg');
      this.#change({ format: 'jpeg' });
      this.#link?.setFormat('jpeg');
      return;
    }
    const detail = reasonOf(error);
    this.#off({ message: text('share.encoderFailed', { detail }), tip: text('share.encoderFailed.tip') });
  }

  #frame(frame: VideoFrame): void {
    const atUs = nowUs();
    const on = this.#on();
    if (!on || !this.#pace.admit(atUs)) return frame.close();
    this.#frameAtUs = atUs;
    if (on.options.from === 'screen') {
      this.#still?.close();
      this.#still = frame.clone();
    }
    this.#send(frame, atUs);
  }

  #send(frame: VideoFrame, atUs: number): void {
    const encoder = this.#encoder;
    if (!encoder || encoder.pending >= MAX_PENDING || !this.#link || this.#link.isFull) {
      if (this.#link?.isStarted) this.#dropped++;
      return frame.close();
    }
    const key = this.#wantsKey || atUs - this.#keyAtUs >= KEY_EVERY_US;
    if (key) this.#keyAtUs = atUs;
    this.#wantsKey = false;
    // The camera's clock may be any; ours is related to the station's.
    const timed = new VideoFrame(frame, { timestamp: Math.round(atUs) });
    frame.close();
    try {
      encoder.encode(timed, key);
      this.#tellSize(encoder.size);
    } catch (error) {
      timed.close();
      const on = this.#on();
      if (on) this.#encoderFailed(on.options, on.format, error);
    }
  }

  #tellSize(size: PixelSize | undefined): void {
    const figures = this.#on()?.figures;
    if (!size || (figures?.width === size.width && figures.height === size.height)) return;
    this.#change({ figures: { ...NO_FIGURES, ...figures, ...size } });
  }

  #look(): void {
    const on = this.#on();
    if (!on) return;
    const atUs = nowUs();
    if (this.#still && atUs - this.#frameAtUs > STILL_US) {
      this.#frameAtUs = atUs;
      this.#send(this.#still.clone(), atUs);
    }
    this.#change({
      figures: {
        ...on.figures,
        picturesPerSecond: this.#sent.perSecond(atUs),
        bitsPerSecond: this.#bytes.perSecond(atUs) * 8,
        dropped: this.#dropped,
      },
    });
  }

  #endCapture(): void {
    clearInterval(this.#timer);
    this.#stopReading();
    this.#stopReading = () => undefined;
    this.#encoder?.close();
    this.#encoder = undefined;
    this.#still?.close();
    this.#still = undefined;
    this.#on()?.track.stop();
  }

  #off(problem?: Advice): void {
    this.#attempt++;
    this.#endCapture();
    this.microphone.off();
    this.#asked = {};
    this.#link?.close();
    this.#link = undefined;
    this.#sent = new Rate();
    this.#bytes = new Rate();
    this.#dropped = 0;
    this.store.setState(problem ? { state: 'off', problem } : { state: 'off' }, true);
  }

  #on(): On | undefined {
    const state = this.store.getState();
    return state.state === 'on' ? state : undefined;
  }

  #change(change: Partial<On>): void {
    const on = this.#on();
    if (on) this.store.setState({ ...on, ...change }, true);
  }
}
