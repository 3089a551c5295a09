import { type AccessUnit, asBeginning, isEntry } from '#core/media/access-unit';
import type { AudioChunk } from '#core/media/audio-chunk';
import type { QueueDrops } from '#core/media/delivery-queue';
import { largestTaken, type TakenSize } from '#core/media/encoding/taken-size';
import { KeyGate } from '#core/media/key-gate';
import { PictureGroup } from '#core/media/picture-group';
import type { Telemetry } from '#core/telemetry/telemetry';
import { addDrops, NO_DROPS } from './queue-drops';
import type { Subscriber, Tap } from './subscriber';

/**
 * Gives each picture, piece of sound and telemetry to all who take them, and a newcomer the pictures since the last entry
 * first. Pictures pass from an entry on. It is the hub's part of a stream, and a pipe by itself where pictures go
 * from one program to another.
 */
export class FanOut {
  readonly #subscribers = new Set<Subscriber>();
  readonly #taps = new Set<Tap>();
  readonly #gate = new KeyGate();
  readonly #group = new PictureGroup();
  #dropsOfFormer = NO_DROPS;
  /** The last telemetry, and when it came. */
  lastTelemetry: { readonly values: Telemetry; readonly receiveUs: number } | undefined;
  /** The last piece of sound: what it is made of; `undefined` where there was none so far. */
  lastAudio: AudioChunk | undefined;

  /** Adds a subscriber and gives it the pictures since the last entry at once. @returns the unsubscribe */
  subscribe(subscriber: Subscriber): () => void {
    this.#subscribers.add(subscriber);
    subscriber.state?.();
    for (const unit of this.#group.pictures) subscriber.picture?.(unit);
    if (this.lastTelemetry) subscriber.telemetry?.(this.lastTelemetry.values, this.lastTelemetry.receiveUs);
    return () => {
      if (this.#subscribers.delete(subscriber)) this.#dropsOfFormer = addDrops(this.#dropsOfFormer, subscriber.drops);
    };
  }

  /** Adds what hears of everything from here on, after all subscribers. @returns what takes it off */
  tap(tap: Tap): () => void {
    this.#taps.add(tap);
    return () => this.#taps.delete(tap);
  }

  /** Who takes it at this moment. */
  get subscribers(): ReadonlySet<Subscriber> {
    return this.#subscribers;
  }

  /** How large the pictures are taken: what serves all who take them. */
  get taken(): TakenSize {
    return largestTaken(Array.from(this.#subscribers, ({ taken = 'full' }) => taken));
  }

  /** The next picture; it passes if it is admitted. */
  publish(unit: AccessUnit): void {
    const admitted = this.admit(unit);
    if (admitted) this.give(admitted);
  }

  /** Whether the next picture may pass; asked once for each. @returns what `give` is to hand on, where it may */
  admit(unit: AccessUnit): AccessUnit | undefined {
    const follows = this.#gate.isOpen;
    if (!this.#gate.admit(isEntry(unit), true)) return undefined;
    return follows ? unit : asBeginning(unit);
  }

  /** Whether a newcomer has no pictures to begin with. */
  get isEmpty(): boolean {
    return this.#group.pictures.length === 0;
  }

  /** Hands on a picture that was admitted. */
  give(unit: AccessUnit): void {
    this.#group.push(unit);
    for (const subscriber of this.#subscribers) subscriber.picture?.(unit);
    for (const tap of this.#taps) tap.picture?.(unit);
  }

  giveTelemetry(values: Telemetry, receiveUs: number): void {
    this.lastTelemetry = { values, receiveUs };
    for (const subscriber of this.#subscribers) subscriber.telemetry?.(values, receiveUs);
    for (const tap of this.#taps) tap.telemetry?.(values, receiveUs);
  }

  /** The next piece of sound. Those who come later are not given it. */
  giveAudio(chunk: AudioChunk): void {
    this.lastAudio = chunk;
    for (const subscriber of this.#subscribers) subscriber.audio?.(chunk);
    for (const tap of this.#taps) tap.audio?.(chunk);
  }

  /** Whether anybody takes the packets of the vehicle's link. */
  get wantsPackets(): boolean {
    for (const subscriber of this.#subscribers) if (subscriber.packet) return true;
    for (const tap of this.#taps) if (tap.packet) return true;
    return false;
  }

  /** The next packet of the vehicle's link. Nothing of it is kept. */
  givePacket(bytes: Uint8Array, receiveUs: number): void {
    for (const subscriber of this.#subscribers) subscriber.packet?.(bytes, receiveUs);
    for (const tap of this.#taps) tap.packet?.(bytes, receiveUs);
  }

  /** Tells all subscribers that the state has changed. */
  tellState(): void {
    for (const subscriber of this.#subscribers) subscriber.state?.();
  }

  /** A picture was lost: what follows waits for an entry, and a newcomer is given nothing of before. */
  broke(): void {
    this.#gate.shut();
    this.#group.clear();
  }

  /** Pictures that did not pass, since they came before an entry. */
  get droppedBeforeKey(): number {
    return this.#gate.dropped;
  }

  /** Pictures that all subscribers together did not get, those who have gone among them. Only grows. */
  get deliveryDrops(): QueueDrops {
    let sum = this.#dropsOfFormer;
    for (const { drops } of this.#subscribers) sum = addDrops(sum, drops);
    return sum;
  }
}
