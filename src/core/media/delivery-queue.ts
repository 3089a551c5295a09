import { type AccessUnit, asBeginning, isEntry, isRightAtOnce } from './access-unit';
import { KeyGate } from './key-gate';

/** How far ahead of a subscriber its queue runs. */
export interface DeliveryLimits {
  /** Pictures sent and not yet acknowledged: one second at 30 a second, the reach of a hiccup. */
  readonly window: number;
  /** Pictures and bytes that wait behind the window. */
  readonly pictures: number;
  readonly bytes: number;
}

/** Share of the window. A viewer acknowledges a quarter of it at a time. */
const BUSY = 0.75;

const DEFAULT_LIMITS: DeliveryLimits = { window: 32, pictures: 600, bytes: 32 * 1024 * 1024 };

/** Pictures that a subscriber did not get, by cause. */
export interface QueueDrops {
  /** Still waited when a newer entry came. */
  readonly overtaken: number;
  /** Waited in a queue that became full. */
  readonly overflow: number;
  /** Came after a lost one, and before the next entry. */
  readonly waitingForKey: number;
}

/**
 * One subscriber's queue. While the subscriber keeps up, a picture passes straight through. When it does not, pictures
 * wait; the next entry throws out those that wait, since newer ones make them useless; a full queue is thrown
 * out whole, and the subscriber goes on at the next entry. Every picture lost is counted.
 *
 * Ownership: keeps references to access units, never copies.
 */
export class DeliveryQueue {
  readonly #limits: DeliveryLimits;
  readonly #gate = new KeyGate();
  #waiting: AccessUnit[] = [];
  #waitingBytes = 0;
  #inFlight = 0;
  #overtaken = 0;
  #overflow = 0;
  readonly #send: (unit: AccessUnit) => void;

  /** @param send hands one picture to the subscriber's link */
  constructor(send: (unit: AccessUnit) => void, limits: DeliveryLimits = DEFAULT_LIMITS) {
    this.#send = send;
    this.#limits = limits;
  }

  /** Takes the next picture of the stream. */
  offer(unit: AccessUnit): void {
    const discarded = isRightAtOnce(unit) ? this.#discardWaiting() : 0;
    this.#overtaken += discarded;
    const room =
      this.#waiting.length < this.#limits.pictures && this.#waitingBytes + unit.data.length <= this.#limits.bytes;
    if (!room) this.#overflow += this.#discardWaiting();
    const follows = this.#gate.isOpen && discarded === 0;
    if (!this.#gate.admit(isEntry(unit), room || isEntry(unit))) return;
    this.#pass(follows ? unit : asBeginning(unit));
  }

  #pass(unit: AccessUnit): void {
    if (this.#inFlight < this.#limits.window && this.#waiting.length === 0) {
      this.#inFlight++;
      this.#send(unit);
      return;
    }
    this.#waiting.push(unit);
    this.#waitingBytes += unit.data.length;
  }

  /** The subscriber took in `pictures` more. */
  acknowledge(pictures: number): void {
    this.#inFlight = Math.max(0, this.#inFlight - pictures);
    const count = Math.min(this.#limits.window - this.#inFlight, this.#waiting.length);
    if (count <= 0) return;
    for (const unit of this.#waiting.splice(0, count)) {
      this.#waitingBytes -= unit.data.length;
      this.#inFlight++;
      this.#send(unit);
    }
  }

  /** Whether the link is full of pictures that were not acknowledged yet: nothing else has room beside them. */
  get isBusy(): boolean {
    return this.#waiting.length > 0 || this.#inFlight > this.#limits.window * BUSY;
  }

  /** Pictures that this subscriber did not get. */
  get dropped(): number {
    return this.#overtaken + this.#overflow + this.#gate.dropped;
  }

  get drops(): QueueDrops {
    return { overtaken: this.#overtaken, overflow: this.#overflow, waitingForKey: this.#gate.dropped };
  }

  /** Returns how many there were. */
  #discardWaiting(): number {
    const count = this.#waiting.length;
    this.#waiting = [];
    this.#waitingBytes = 0;
    return count;
  }
}
