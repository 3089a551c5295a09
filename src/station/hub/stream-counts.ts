import type { LinkState, StreamStatistics } from '#contracts/link';
import type { AccessUnit } from '#core/media/access-unit';
import { ArrivalJitter } from '#core/media/arrival-jitter';
import { Rate } from '#core/media/rate';

/** What is counted of a stream as it comes; the other statistics are asked for where they are known. */
export type CountedStatistics = Pick<
  StreamStatistics,
  | 'bytes'
  | 'pictures'
  | 'bitsPerSecond'
  | 'picturesPerSecond'
  | 'faults'
  | 'reconnects'
  | 'telemetryFaults'
  | 'groupLength'
  | 'jitterMs'
  | 'lastPictureAgeMs'
  | 'heldBack'
>;

/** Counts what comes of a stream, and how evenly. */
export class StreamCounts {
  readonly #byteRate = new Rate();
  readonly #pictureRate = new Rate();
  readonly #jitter = new ArrivalJitter();
  readonly #heldBack = new Map<string, number>();
  /** What holds pictures back until the next key picture. */
  #holding: string | undefined;
  /** Pictures since the last key picture; 0 after a break, which makes a group incomplete. */
  #inGroup = 0;
  #groupLength: number | undefined;
  #bytes = 0;
  #pictures = 0;
  #faults = 0;
  #telemetryFaults = 0;
  #opened = 0;
  #reconnects = 0;
  #lastPictureUs: number | undefined;

  /** When the last picture arrived, decodable or not, µs; `undefined` before the first. */
  get lastPictureUs(): number | undefined {
    return this.#lastPictureUs;
  }

  /** A picture came that is fit to be shown; `passed` or `waited` follows. */
  came({ receiveUs, captureUs }: AccessUnit): void {
    this.#arrived(receiveUs);
    this.#jitter.add(receiveUs, captureUs);
  }

  /** It went on to all who take the stream. @param begins it is an entry */
  passed(begins: boolean): void {
    this.#holding = undefined;
    if (begins && this.#inGroup > 0) this.#groupLength = this.#inGroup;
    this.#inGroup = begins ? 1 : this.#inGroup + 1;
  }

  /** It did not, since no entry came before. */
  waited(): void {
    if (this.#holding !== undefined) this.#countHeldBack(this.#holding);
  }

  /** A picture came that is not fit to be shown. @param fault its kind */
  heldBack({ receiveUs }: AccessUnit, fault: string): void {
    this.#arrived(receiveUs);
    this.#countHeldBack(fault);
  }

  /** The pictures broke off. @param fault what holds back those up to the next key picture, where it is a fault */
  broke(fault: string | undefined): void {
    this.#holding = fault;
    this.#inGroup = 0;
  }

  /** The video link's state changed: a connection that opens again is a reconnect, an attempt alone is none. */
  linked(state: LinkState): void {
    if (state.state === 'connecting') this.#jitter.reset();
    if (state.state === 'open' && state.lastDataUs === undefined && this.#opened++ > 0) this.#reconnects++;
  }

  /** Bytes came off the socket. @param nowUs µs */
  received(bytes: number, nowUs: number): void {
    this.#bytes += bytes;
    this.#byteRate.add(bytes, nowUs);
  }

  fault(): void {
    this.#faults++;
  }

  telemetryFault(): void {
    this.#telemetryFaults++;
  }

  /** All counts so far. What is not known is left out. @param nowUs µs */
  statistics(nowUs: number): CountedStatistics {
    const { jitterUs } = this.#jitter;
    return {
      bytes: this.#bytes,
      pictures: this.#pictures,
      bitsPerSecond: this.#byteRate.perSecond(nowUs) * 8,
      picturesPerSecond: this.#pictureRate.perSecond(nowUs),
      faults: this.#faults,
      reconnects: this.#reconnects,
      telemetryFaults: this.#telemetryFaults,
      ...(this.#groupLength !== undefined && { groupLength: this.#groupLength }),
      ...(jitterUs !== undefined && { jitterMs: jitterUs / 1000 }),
      ...(this.#lastPictureUs !== undefined && { lastPictureAgeMs: (nowUs - this.#lastPictureUs) / 1000 }),
      ...(this.#heldBack.size > 0 && { heldBack: Object.fromEntries(this.#heldBack) }),
    };
  }

  #arrived(receiveUs: number): void {
    this.#pictures++;
    this.#lastPictureUs = receiveUs;
    this.#pictureRate.add(1, receiveUs);
  }

  #countHeldBack(fault: string): void {
    this.#heldBack.set(fault, (this.#heldBack.get(fault) ?? 0) + 1);
  }
}
