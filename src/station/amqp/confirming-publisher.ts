import type { Channel, Envelope } from 'rabbitmq-client';

/** A message of which the broker is to say that it has it. */
export interface Message {
  readonly envelope: Envelope;
  readonly body: Buffer;
}

/** What became of messages. */
export interface PublisherCounts {
  /** The broker said that it has them. */
  readonly confirmed: number;
  /** Given up for newer ones, or refused by the broker. */
  readonly dropped: number;
  /** Here: not sent yet, or not confirmed. */
  readonly waiting: number;
}

/** How much may wait, here and for the broker's word. */
export interface PublisherLimits {
  readonly messages: number;
  readonly bytes: number;
  /** Sent and not confirmed. */
  readonly window: number;
}

const LIMITS: PublisherLimits = { messages: 128, bytes: 32 * 1024 * 1024, window: 16 };

/**
 * Publishes messages that are worth less the older they are, each until the broker confirms it. While there is no broker, or
 * one that is slow, the newest are kept and the oldest given up. A message may come twice where a connection broke between
 * the broker's taking it and saying so.
 */
export class ConfirmingPublisher {
  readonly #limits: PublisherLimits;
  /** Oldest first; those that are in flight are in here no more. */
  #waiting: Message[] = [];
  #waitingBytes = 0;
  readonly #inFlight = new Set<Message>();
  #channel: Channel | undefined;
  #confirmed = 0;
  #dropped = 0;

  constructor(limits: Partial<PublisherLimits> = {}) {
    this.#limits = { ...LIMITS, ...limits };
  }

  get counts(): PublisherCounts {
    return {
      confirmed: this.#confirmed,
      dropped: this.#dropped,
      waiting: this.#waiting.length + this.#inFlight.size,
    };
  }

  /** Takes a message; its body is kept. */
  offer(message: Message): void {
    this.#waiting.push(message);
    this.#waitingBytes += message.body.length;
    this.#dropOldest();
    this.#send();
  }

  /** A channel in confirm mode is there. What the former one did not confirm goes first. */
  attach(channel: Channel): void {
    this.#channel = channel;
    this.#send();
  }

  /** The channel is gone, with all that it had not confirmed. */
  detach(): void {
    this.#channel = undefined;
    const unconfirmed = [...this.#inFlight];
    this.#inFlight.clear();
    this.#waiting = [...unconfirmed, ...this.#waiting];
    for (const { body } of unconfirmed) this.#waitingBytes += body.length;
    this.#dropOldest();
  }

  #send(): void {
    const channel = this.#channel;
    while (channel?.active && this.#inFlight.size < this.#limits.window) {
      const message = this.#waiting.shift();
      if (!message) return;
      this.#waitingBytes -= message.body.length;
      this.#inFlight.add(message);
      channel.basicPublish(message.envelope, message.body).then(
        () => this.#settled(channel, message, true),
        () => this.#settled(channel, message, false),
      );
    }
  }

  #settled(channel: Channel, message: Message, confirmed: boolean): void {
    // What a channel took with it is sent again by the next one.
    if (channel !== this.#channel || (!confirmed && !channel.active)) return;
    if (!this.#inFlight.delete(message)) return;
    if (confirmed) this.#confirmed++;
    else this.#dropped++;
    this.#send();
  }

  #dropOldest(): void {
    const { messages, bytes } = this.#limits;
    while (this.#waiting.length > messages || (this.#waitingBytes > bytes && this.#waiting.length > 1)) {
      this.#waitingBytes -= this.#waiting.shift()?.body.length ?? 0;
      this.#dropped++;
    }
  }
}
