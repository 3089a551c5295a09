import { SENDER_REQUEST_KINDS, type SenderRequest } from '#core/protocols/remote-camera/sender-requests';
import { Timeline } from '../../clips/timeline';
import { FootageSwitch, type Playing } from './footage-switch';
import type { PhoneWire } from './phone-wire';
import type { Footage, ReEncodeOptions } from './re-encode';

/** What sends pictures over one connection, until it is stopped. */
export interface PhoneSender {
  start(): void;
  stop(): void;
  /** Does what the station asks. */
  request(request: SenderRequest): void;
}

/** Sends a clip in a loop, as time goes by. */
export class ClipSender implements PhoneSender {
  readonly #wire: PhoneWire;
  /** Absent where there is no ffmpeg: then nothing but a key picture can be asked for. */
  readonly #switch: FootageSwitch | undefined;
  #playing: Playing;
  #timer: NodeJS.Timeout | undefined;
  #next = 0;

  constructor(
    footage: Footage,
    wire: PhoneWire,
    encoder: Omit<ReEncodeOptions, 'signal'> | undefined,
    onEvent: (text: string) => void,
  ) {
    this.#wire = wire;
    this.#playing = { ...footage, timeline: new Timeline(footage.clip.length, footage.fps, () => performance.now()) };
    this.#switch = encoder && new FootageSwitch(footage, encoder, onEvent);
  }

  start(): void {
    const { clip, timeline } = this.#playing;
    this.#wire.greet(this.#switch ? SENDER_REQUEST_KINDS : ['keyFrame'], clip[0]);
    timeline.moveTo(0);
    this.#sendDue();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#switch?.stop();
  }

  request(request: SenderRequest): void {
    if (request.kind === 'encoding') this.#switch?.request(request);
    else if (this.#wire.pictures > 0) this.#beginAnew();
  }

  /** A clip has its key pictures where it has them: who asks for one is given the clip from its beginning. */
  #beginAnew(): void {
    this.#playing.timeline.moveTo(0);
    this.#next = 0;
    this.#wire.restartSound();
    clearTimeout(this.#timer);
    this.#sendDue();
  }

  #sendDue(): void {
    for (; this.#playing.timeline.msUntil(this.#next) <= 0; this.#next++) {
      this.#changeFootage();
      const { clip, fps, timeline } = this.#playing;
      const ms = (this.#next * 1000) / fps;
      this.#wire.soundUntil(ms, timeline.takenMs(0));
      this.#wire.picture(clip[this.#next % clip.length]!, timeline.takenMs(this.#next), ms);
    }
    this.#timer = setTimeout(() => this.#sendDue(), this.#playing.timeline.msUntil(this.#next));
  }

  #changeFootage(): void {
    const changed = this.#switch?.at(this.#playing, this.#next);
    if (!changed) return;
    this.#playing = changed.playing;
    this.#next = changed.count;
    const { clip } = this.#playing;
    this.#wire.change(clip[this.#next % clip.length]!);
  }
}
