import type { ByteBudget } from '../../byte-budget';
import type { Jt808Frame } from './frame';
import type { Jt808Header } from './header';

/** Bounds of what may wait for its other parts. */
export interface ReassemblyLimits {
  /** Messages of one connection at a time. */
  readonly messages: number;
  /** Parts of one message. */
  readonly parts: number;
  /** Bytes of one connection. */
  readonly bytes: number;
  /** µs from a message's latest part until it is given up. */
  readonly timeoutUs: number;
  /** µs from its latest part, or the last request, until the missing ones are asked for. */
  readonly askUs: number;
  /** Requests for one message. */
  readonly asks: number;
}

export const REASSEMBLY_LIMITS: ReassemblyLimits = {
  messages: 4,
  parts: 1024,
  bytes: 1 << 20,
  timeoutUs: 30e6,
  askUs: 5e6,
  asks: 3,
};

export type Reassembled =
  /** A message that was not split, or is whole now. Its header is that of its first part, without `part`. */
  | { readonly kind: 'whole'; readonly header: Jt808Header; readonly body: Uint8Array }
  /** A part that waits for the others, or that has come before. */
  | { readonly kind: 'waiting' }
  | { readonly kind: 'fault'; readonly fault: 'too-many-parts' | 'too-many-bytes' };

/** A message that is not whole. */
export interface IncompleteMessage {
  readonly id: number;
  /** Serial of its first part, which names it in a request to send it again. */
  readonly firstSerial: number;
  readonly missing: readonly number[];
  /** Body of its first part, where that has come. */
  readonly first?: Uint8Array;
}

interface Unfinished {
  readonly id: number;
  readonly firstSerial: number;
  readonly total: number;
  readonly parts: Map<number, Jt808Frame>;
  bytes: number;
  latestUs: number;
  asks: number;
  askedUs: number;
}

/**
 * Puts split messages of one connection together. Parts may come in any order and more than once; their serials count up
 * from that of the first (JT/T 808-2019, 4.4.3), so parts of two messages are never mixed.
 */
export class Jt808Reassembly {
  readonly #limits: ReassemblyLimits;
  readonly #budget: ByteBudget;
  readonly #unfinished = new Map<string, Unfinished>();
  #bytes = 0;

  constructor(budget: ByteBudget, limits: ReassemblyLimits = REASSEMBLY_LIMITS) {
    this.#budget = budget;
    this.#limits = limits;
  }

  take(frame: Jt808Frame, nowUs: number): Reassembled {
    const { header, body } = frame;
    const { part } = header;
    if (!part || part.total === 1) return { kind: 'whole', header: withoutPart(header), body };
    if (part.total > this.#limits.parts) return { kind: 'fault', fault: 'too-many-parts' };
    const message = this.#messageOf(header, part, nowUs);
    message.latestUs = nowUs;
    if (message.parts.has(part.index)) return { kind: 'waiting' };
    if (!this.#reserve(body.length, message)) {
      this.#drop(message);
      return { kind: 'fault', fault: 'too-many-bytes' };
    }
    message.parts.set(part.index, frame);
    message.bytes += body.length;
    this.#bytes += body.length;
    return message.parts.size === message.total ? this.#finish(message) : { kind: 'waiting' };
  }

  /** Gives up what has waited too long. To be called now and then; says what it was. */
  expire(nowUs: number): IncompleteMessage[] {
    const abandoned: IncompleteMessage[] = [];
    for (const message of this.#unfinished.values()) {
      if (nowUs - message.latestUs < this.#limits.timeoutUs) continue;
      this.#drop(message);
      abandoned.push(missingOf(message));
    }
    return abandoned;
  }

  /** Messages whose missing parts are to be asked for now; each is told a few times, and not at once again. */
  overdue(nowUs: number): IncompleteMessage[] {
    const { askUs, asks } = this.#limits;
    const due = [...this.#unfinished.values()].filter(
      (message) => message.asks < asks && nowUs - Math.max(message.latestUs, message.askedUs) >= askUs,
    );
    for (const message of due) {
      message.asks++;
      message.askedUs = nowUs;
    }
    return due.map(missingOf);
  }

  /** Whether parts are waited for. */
  get isWaiting(): boolean {
    return this.#unfinished.size > 0;
  }

  /** Forgets all, as when the connection ends, and gives its bytes back to the others. */
  clear(): void {
    for (const message of this.#unfinished.values()) this.#drop(message);
  }

  #messageOf(header: Jt808Header, part: { total: number; index: number }, nowUs: number): Unfinished {
    const { id } = header;
    const firstSerial = (header.serial - part.index + 1) & 0xffff;
    const key = keyOf({ id, firstSerial, total: part.total });
    const known = this.#unfinished.get(key);
    if (known) return known;
    if (this.#unfinished.size >= this.#limits.messages) this.#drop(this.#oldest()!);
    const made = {
      id,
      firstSerial,
      total: part.total,
      parts: new Map(),
      bytes: 0,
      latestUs: nowUs,
      asks: 0,
      askedUs: 0,
    };
    this.#unfinished.set(key, made);
    return made;
  }

  /** Room for a part; older messages of this connection make way for it. */
  #reserve(bytes: number, message: Unfinished): boolean {
    for (;;) {
      if (this.#bytes + bytes <= this.#limits.bytes && this.#budget.take(bytes)) return true;
      const oldest = this.#oldest(message);
      if (!oldest) return false;
      this.#drop(oldest);
    }
  }

  #oldest(except?: Unfinished): Unfinished | undefined {
    let oldest: Unfinished | undefined;
    for (const message of this.#unfinished.values()) {
      if (message !== except && (!oldest || message.latestUs < oldest.latestUs)) oldest = message;
    }
    return oldest;
  }

  #finish(message: Unfinished): Reassembled {
    const body = new Uint8Array(message.bytes);
    let at = 0;
    for (let index = 1; index <= message.total; index++) {
      const part = message.parts.get(index)!.body;
      body.set(part, at);
      at += part.length;
    }
    this.#drop(message);
    return { kind: 'whole', header: withoutPart(message.parts.get(1)!.header), body };
  }

  #drop(message: Unfinished): void {
    if (!this.#unfinished.delete(keyOf(message))) return;
    this.#bytes -= message.bytes;
    this.#budget.giveBack(message.bytes);
  }
}

function missingOf({ id, firstSerial, total, parts }: Unfinished): IncompleteMessage {
  const first = parts.get(1)?.body;
  const indices = Array.from({ length: total }, (_, index) => index + 1);
  return { id, firstSerial, missing: indices.filter((index) => !parts.has(index)), ...(first && { first }) };
}

function keyOf({ id, firstSerial, total }: { id: number; firstSerial: number; total: number }): string {
  return `${id}/${firstSerial}/${total}`;
}

function withoutPart(header: Jt808Header): Jt808Header {
  const { part: _, ...rest } = header;
  return rest;
}
