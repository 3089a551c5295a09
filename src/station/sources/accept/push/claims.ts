import { nowUs } from '../../../clock';
import type { Hub } from '../../../hub/hub';
import { addAccepted } from '../add-stream';
import { type Connection, PushedStream } from './pushed-stream';

/** Who wants to push, as far as it is known before the first byte. */
export interface Applicant extends Connection {
  /** The id it asked for; without it gets the next free `push-1`, `push-2` … */
  readonly id: string | undefined;
  /** For people; the id where it is empty. */
  readonly name: string;
  /** Of the client: `192.168.1.7`. */
  readonly address: string;
}

/** A stream to push into, or why there is none. `code` is a WebSocket's. */
export type Claim =
  | { readonly ok: true; readonly stream: PushedStream }
  | { readonly ok: false; readonly code: number; readonly reason: string };

export interface ClaimLimits {
  /** Streams at a time, those included whose producer may come back. */
  readonly most: number;
  /** How long a producer that went away finds its stream and its viewers again. */
  readonly lingerMs: number;
  /** A producer that is silent for so long must make room for another that asks for its id. */
  readonly silentMs: number;
  /** Pictures go on after a loss, instead of waiting for the next key picture. */
  readonly showDamaged: boolean;
}

const DEFAULT_LIMITS: ClaimLimits = { most: 256, lingerMs: 10_000, silentMs: 10_000, showDamaged: false };

/** RFC 6455, 7.4.1: a policy was violated; try again later. */
const CLOSE_POLICY = 1008;
const CLOSE_TRY_LATER = 1013;

/** Which producer has which stream. */
export class Claims {
  readonly #hub: Hub;
  readonly #limits: ClaimLimits;
  /** The longest there first. */
  readonly #streams = new Map<string, PushedStream>();
  #closed = false;

  constructor(hub: Hub, limits: Partial<ClaimLimits> = {}) {
    this.#hub = hub;
    this.#limits = { ...DEFAULT_LIMITS, ...limits };
  }

  /** Streams whose producers are connected. */
  active(): readonly PushedStream[] {
    return [...this.#streams.values()].filter((stream) => stream.connected);
  }

  /** Finds a stream for a producer, and connects it. */
  claim(applicant: Applicant): Claim {
    const there = applicant.id === undefined ? this.#left(applicant.address) : this.#streams.get(applicant.id);
    if (there?.connected) {
      if (nowUs() - there.lastDataUs < this.#limits.silentMs * 1000) return inUse(there.stream.info.id);
      there.replace('another producer took the place of a silent one');
    }
    const id = there?.stream.info.id ?? applicant.id ?? this.#freeId();
    if (!there && this.#hub.get(id)) return inUse(id);
    if (!there && !this.#makeRoom()) {
      return { ok: false, code: CLOSE_TRY_LATER, reason: `no more than ${this.#limits.most} producers` };
    }
    const stream = there ?? this.#open(id, applicant);
    stream.connect(applicant);
    return { ok: true, stream };
  }

  /** A producer's connection ended. A stream that never had a picture ends with it. */
  release(stream: PushedStream, applicant: Applicant, reason: string): void {
    if (!stream.disconnect(applicant, reason)) return;
    if (stream.pictures === 0 || this.#closed) this.#remove(stream);
    else stream.linger(this.#limits.lingerMs, () => this.#remove(stream));
  }

  /** Forgets all streams. The gateway closes their producers' connections after this. */
  close(): void {
    this.#closed = true;
    for (const stream of this.#streams.values()) this.#remove(stream);
  }

  /** A producer that asks for no id and comes back gets the stream that was its own, as far as its address can tell. */
  #left(address: string): PushedStream | undefined {
    return [...this.#streams.values()].find(
      (stream) => !stream.connected && stream.isNumbered && stream.stream.info.video === address,
    );
  }

  #freeId(): string {
    for (let number = 1; ; number++) {
      const id = `push-${number}`;
      if (!this.#streams.has(id) && !this.#hub.get(id)) return id;
    }
  }

  /** Gives up the stream that has waited longest for its producer, where there is no room. */
  #makeRoom(): boolean {
    if (this.#streams.size < this.#limits.most) return true;
    const waiting = [...this.#streams.values()].find((stream) => !stream.connected);
    if (waiting) this.#remove(waiting);
    return waiting !== undefined;
  }

  #open(id: string, { id: asked, name, address }: Applicant): PushedStream {
    const added = addAccepted(this.#hub, 'push', { id, name: name || id, video: address, telemetry: '' });
    const stream = new PushedStream(added, asked === undefined, this.#limits.showDamaged);
    this.#streams.set(id, stream);
    return stream;
  }

  #remove(stream: PushedStream): void {
    const { id } = stream.stream.info;
    stream.end();
    if (this.#streams.get(id) !== stream) return;
    this.#streams.delete(id);
    this.#hub.remove(id);
  }
}

function inUse(id: string): Claim {
  return { ok: false, code: CLOSE_POLICY, reason: `stream id “${id}” is in use` };
}
