import { formatOf, type VideoFormat } from '#core/bitstream/format';
import { LiveFragments } from '#core/mp4/write/live-fragments';
import {
  type DecoderAction,
  type DecoderEvent,
  type DecoderState,
  INITIAL_DECODER_STATE,
  stepDecoder,
} from '../decoder-state';
import type { EncodedPicture, PictureDecoder, PictureDecoderEvents } from '../picture-decoder';
import type { PresentedFrame } from '../screen';
import { typeOf } from './media-source';
import { MseVideo } from './mse-video';
import { Timeline } from './timeline';

/** Pictures whose names are remembered until they are shown. */
const MAX_NAMES = 512;
/** More wait for no picture that is shown. */
const MAX_HIDDEN = 600;

/** Where the decoder's video goes. */
export interface MseStage {
  /** A video that is to take the place of the one before with its first picture. */
  enter(video: MseVideo): void;
  /** A picture of it stands on the screen. */
  presented(video: MseVideo, frame: PresentedFrame): void;
}

/**
 * H.264 where the page has no `VideoDecoder`: each picture becomes a fragment of MP4 as it comes, and a `<video>` behind a
 * `MediaSource` decodes and shows it. It lives by the rules of `decoder-state.ts`, as `Decoder` does.
 */
export class MseDecoder implements PictureDecoder {
  readonly #events: PictureDecoderEvents;
  readonly #stage: MseStage;
  /** µs, monotonic. */
  readonly #now: () => number;
  #state: DecoderState = INITIAL_DECODER_STATE;
  #video: MseVideo | undefined;
  #timeline = new Timeline();
  #fragments = new LiveFragments();
  /** The pictures' own names, by their time in µs on the video's time line. */
  readonly #names = new Map<number, number>();
  #presentedFrames = 0;
  #decodedFrames = 0;
  /** Pictures that wait for one that is shown. */
  #hidden: EncodedPicture[] = [];

  constructor(events: PictureDecoderEvents, stage: MseStage, now: () => number) {
    this.#events = events;
    this.#stage = stage;
    this.#now = now;
  }

  get state(): DecoderState {
    return this.#state;
  }

  push(picture: EncodedPicture): void {
    const format = picture.key ? formatOf(picture.data) : undefined;
    const event: DecoderEvent = picture.key
      ? { type: 'key', behind: false, nowUs: this.#now(), ...(format && { format }) }
      : { type: 'delta', behind: false };
    this.#do(this.#step(event), picture, format);
  }

  gap(): void {
    this.#step({ type: 'gap' });
  }

  reset(): void {
    this.#do(this.#step({ type: 'reset' }));
  }

  close(): void {
    this.#stop();
  }

  #step(event: DecoderEvent): DecoderAction {
    const before = this.#state;
    const { state, action } = stepDecoder(before, event);
    this.#state = state;
    if (state !== before) this.#events.onState(state);
    return action;
  }

  #do(action: DecoderAction, picture?: EncodedPicture, format?: VideoFormat): void {
    switch (action.do) {
      case 'nothing':
        return;
      case 'drop':
        return this.#events.onDropped(action.cause, 1);
      case 'close':
        return this.#stop();
      case 'open':
        if (picture && format && this.#open(picture, format)) this.#append(picture);
        return;
      case 'decode':
        if (picture) this.#append(picture);
    }
  }

  /** Readies a video for this format; one that is there goes on with it. */
  #open({ data }: EncodedPicture, format: VideoFormat): boolean {
    const init = this.#fragments.begin(data, format);
    if (!init) {
      this.#events.onDropped('noParameterSets', 1);
      return false;
    }
    try {
      const type = typeOf(format.codec);
      this.#video ??= this.#newVideo(type);
      this.#video.begin(type, init);
      return true;
    } catch (error) {
      this.#events.onDropped('decodeError', 1);
      const { name, message } = error instanceof Error ? error : { name: 'Error', message: String(error) };
      this.#fail(name, message);
      return false;
    }
  }

  #newVideo(type: string): MseVideo {
    this.#timeline = new Timeline();
    this.#fragments = new LiveFragments();
    this.#presentedFrames = 0;
    this.#decodedFrames = 0;
    const video: MseVideo = new MseVideo(type, {
      onFrame: (metadata) => this.#onFrame(video, metadata),
      onError: ({ name, message }) => this.#fail(name, message),
    });
    this.#stage.enter(video);
    return video;
  }

  /** A `<video>` shows all that it is given: what is hidden waits, and goes through it at once, before one that is shown. */
  #append(picture: EncodedPicture): void {
    this.#hidden.push(picture);
    if (picture.hidden && this.#hidden.length < MAX_HIDDEN) return;
    for (const waiting of this.#hidden.splice(0)) this.#appendNow(waiting);
  }

  #appendNow(picture: EncodedPicture): void {
    const time = this.#timeline.next(this.#now());
    this.#names.set(time.timeUs, picture.timestamp);
    if (this.#names.size > MAX_NAMES) {
      for (const [oldest] of this.#names) {
        this.#names.delete(oldest);
        break;
      }
    }
    this.#video?.append(this.#fragments.fragment(picture, time), time, picture.key);
  }

  #onFrame(
    video: MseVideo,
    { mediaTime, presentationTime, presentedFrames, width, height }: VideoFrameCallbackMetadata,
  ): void {
    if (video !== this.#video) return;
    const { decoded } = video.quality;
    this.#events.onDecoded?.(Math.max(0, decoded - this.#decodedFrames));
    this.#decodedFrames = decoded;
    if (this.#state.state === 'decoding') this.#step({ type: 'decoded' });
    const timeUs = Math.round(mediaTime * 1e6);
    const presented = Math.max(1, presentedFrames - this.#presentedFrames);
    this.#presentedFrames = presentedFrames;
    // What was never named is no picture of ours; its time must not be taken for another's name.
    const timestamp = this.#names.get(timeUs) ?? -1;
    this.#stage.presented(video, { timestamp, shownUs: presentationTime * 1000, presented, width, height });
  }

  #fail(name: string, message: string): void {
    this.#do(this.#step({ type: 'error', name, message, nowUs: this.#now() }));
  }

  #stop(): void {
    this.#video?.stop();
    this.#video = undefined;
    this.#names.clear();
    this.#hidden = [];
  }
}
