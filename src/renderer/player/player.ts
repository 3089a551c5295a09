import type { Picture } from '#contracts/picture';
import { DecoderFeed } from '#core/bitstream/decoder-start/decoder-feed';
import { decoderNals } from '#core/bitstream/decoder-start/decoder-nals';
import { formatOf } from '#core/bitstream/format';
import { hevcFormatOf } from '#core/bitstream/h265/format';
import { Listeners } from '#core/listeners';
import { newCounters, type PlayerCounters } from './counters';
import { Decoder, type DecoderOptions } from './decoder';
import { JpegDecoder } from './jpeg-decoder';
import type { PictureDecoder, PictureDecoderEvents } from './picture-decoder';
import { PictureLog } from './picture-log';
import { OUT_OF_ORDER, type PlayerState, playerStateOf, UNSUPPORTED } from './player-state';
import type { PictureSize, PresentedFrame, Screen } from './screen';
import type { ShownPicture } from './shown-picture';

export interface PlayerOptions {
  /** Belongs to the caller, who closes it after the player. */
  readonly screen: Screen;
  /** The viewer's clock: µs of `performance.now()`, with which the screen's times are compared. */
  readonly now: () => number;
  /** Makes the browser's decoder; tests put theirs in. */
  readonly createDecoder?: DecoderOptions['create'];
}

/**
 * A picture's way to the screen: the decoder's start → named and logged → the decoder's gate → decoder → newest wins → screen.
 *
 * It knows nothing of React. State changes are told to subscribers; what changes with every picture is read by getters.
 */
export class Player {
  readonly #screen: Screen;
  readonly #now: () => number;
  readonly #log = new PictureLog();
  readonly #feed = new DecoderFeed<Picture>((picture) => this.#decode(picture));
  readonly #h264: PictureDecoder;
  readonly #h265: Decoder;
  readonly #jpeg: JpegDecoder;
  /** This page has no `VideoDecoder`, and no other was injected. */
  readonly #lacksDecoder: boolean;
  /** Of the codec of the last picture. */
  #decoder: PictureDecoder;
  readonly #counters = newCounters();
  readonly #changed = new Listeners<PlayerState>();
  readonly #shown = new Listeners<ShownPicture>();
  readonly #unsubscribeScreen: () => void;
  #state: PlayerState = { state: 'idle' };
  #lastShownUs: number | undefined;
  #givenUs: number | undefined;
  #closed = false;
  /** Of what is shown; `undefined` is live. */
  #run: number | undefined;
  #wasHidden = false;
  /** The screen decodes by itself, and shows pictures in the order in which they come. */
  readonly #keepsOrder: boolean;
  /** Pictures come in another order than they are shown in. */
  #reorders = false;

  constructor({ screen, now, createDecoder }: PlayerOptions) {
    this.#screen = screen;
    this.#now = now;
    this.#unsubscribeScreen = screen.onPresented((frame) => this.#onPresented(frame));
    const events: PictureDecoderEvents = {
      onFrame: (frame) => this.#onFrame(frame),
      onDecoded: (pictures) => {
        this.#counters.decoded += pictures;
      },
      onDropped: (cause, pictures) => {
        this.#counters.dropped[cause] += pictures;
      },
      onState: (state) => this.#become(playerStateOf(state, this.#state, now())),
    };
    const create = createDecoder ? { create: createDecoder } : {};
    const own = screen.decoder?.(events, now);
    this.#keepsOrder = own !== undefined;
    this.#h264 = own ?? new Decoder({ ...events, formatOf, now, ...create });
    this.#h265 = new Decoder({ ...events, formatOf: hevcFormatOf, now, ...create });
    this.#jpeg = new JpegDecoder(events);
    this.#decoder = this.#h264;
    this.#lacksDecoder = !own && !createDecoder && typeof VideoDecoder === 'undefined';
    if (this.#lacksDecoder) this.#state = UNSUPPORTED;
  }

  /** A picture from the link. The player may keep its bytes. */
  push(picture: Picture): void {
    if (this.#closed || picture.run !== this.#run) return;
    this.#counters.received += 1;
    this.#feed.next(picture, this.#decoder.state.state !== 'decoding');
    this.#seeWaiting();
  }

  #decode(picture: Picture): void {
    const { data: whole, key, codec, hidden = false, last = false } = picture;
    const patient = hidden || last || this.#wasHidden;
    this.#wasHidden = hidden;
    // JPEG needs no `VideoDecoder`.
    if (this.#lacksDecoder && codec !== 'jpeg') return this.#become(UNSUPPORTED);
    if (this.#reorders && this.#keepsOrder && codec !== 'jpeg') return this.#become(OUT_OF_ORDER);
    this.#useDecoder(codec === 'jpeg' ? this.#jpeg : codec === 'h265' ? this.#h265 : this.#h264);
    const timestamp = this.#log.enter(picture, this.#now());
    const data = codec === 'jpeg' ? whole : decoderNals(whole, codec);
    this.#decoder.push({
      data,
      key,
      timestamp,
      ...(hidden && { hidden }),
      ...(patient && { patient }),
      ...(last && { last }),
    });
  }

  /**
   * From here on pictures of this run alone are taken and shown, from a key picture on; those of another that are still on
   * their way are dropped. The last picture stays until then.
   *
   * @param run absent: live
   */
  startRun(run: number | undefined): void {
    this.#run = run;
    this.#givenUs = undefined;
    this.#wasHidden = false;
    this.#decoder.gap();
  }

  /** Says whether pictures come in another order than they are shown in, until `reset`. */
  expectReordering(reorders: boolean): void {
    this.#reorders = reorders;
  }

  /** Pictures were lost before the next one: the last good picture stays until a key picture. */
  gap(): void {
    this.#decoder.gap();
  }

  /** Another stream follows. The last picture stays on the screen until the first of the new stream. */
  reset(): void {
    this.#run = undefined;
    this.#givenUs = undefined;
    this.#reorders = false;
    this.#decoder.reset();
    this.#feed.reset();
    this.#log.clear();
    this.#lastShownUs = undefined;
    this.#become(this.#lacksDecoder ? UNSUPPORTED : { state: 'idle' });
  }

  /** Let go of the decoder. The screen is the caller's. */
  close(): void {
    this.#closed = true;
    this.#unsubscribeScreen();
    this.#h264.close();
    this.#h265.close();
    this.#jpeg.close();
    this.#changed.clear();
    this.#shown.clear();
  }

  /** The page's decoder of H.265 refused this stream: another profile than it takes. */
  get refusesH265(): boolean {
    return this.#decoder === this.#h265 && this.#state.state === 'failed';
  }

  /** A new object only when something in it changed. Its tag is told to subscribers, its numbers are not. */
  get state(): PlayerState {
    return this.#state;
  }

  get counters(): PlayerCounters {
    return { ...this.#counters, dropped: { ...this.#counters.dropped }, lateFrame: this.#screen.replaced };
  }

  /** What decodes H.264 here, for who looks at the statistics. */
  get path(): string {
    return this.#screen.path ?? 'WebCodecs';
  }

  /** When a picture was last presented, on the viewer's clock in µs; `undefined` before the stream's first. */
  get lastShownUs(): number | undefined {
    return this.#lastShownUs;
  }

  /**
   * When the picture was received that the screen shows, or shows next: it was given the picture, and nothing calls it back.
   * `undefined` before the run's first.
   */
  get givenUs(): number | undefined {
    return this.#givenUs;
  }

  /** Size of the picture on the screen. */
  get size(): PictureSize | undefined {
    return this.#screen.size;
  }

  /** Calls back when the state becomes another, never once a picture. Returns the unsubscribe. */
  subscribe(listener: (state: PlayerState) => void): () => void {
    return this.#changed.subscribe(listener);
  }

  /** Calls back for each picture that the screen told of, just after it stood there. Returns the unsubscribe. */
  onShown(listener: (picture: ShownPicture) => void): () => void {
    return this.#shown.subscribe(listener);
  }

  #useDecoder(decoder: PictureDecoder): void {
    if (decoder === this.#decoder) return;
    this.#decoder.reset();
    this.#decoder = decoder;
  }

  #onFrame(frame: VideoFrame): void {
    this.#counters.decoded += 1;
    if (!this.#log.isShown(frame.timestamp, this.#run)) return frame.close();
    this.#givenUs = this.#log.decoded(frame.timestamp, this.#now());
    this.#screen.show(frame);
  }

  #onPresented({ presented, ...frame }: PresentedFrame): void {
    this.#counters.shown += presented;
    const times = this.#log.shown(frame.timestamp);
    // A frame of the stream before `reset`, or one that was presented again.
    if (!times || times.run !== this.#run) return;
    this.#lastShownUs = frame.shownUs;
    if (this.#keepsOrder) this.#givenUs = times.receiveUs;
    this.#shown.notify({ ...times, ...frame });
  }

  /** Counts pictures seen while waiting; the first one ends `idle`. */
  #seeWaiting(): void {
    if (this.#state.state === 'idle') this.#become(playerStateOf(this.#decoder.state, this.#state, this.#now()));
    if (this.#state.state === 'waitingForKey') {
      this.#state = { ...this.#state, picturesSeen: this.#state.picturesSeen + 1 };
    }
  }

  #become(state: PlayerState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#changed.notify(state);
  }
}
