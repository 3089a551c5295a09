import type { ShareFormat } from '#contracts/share';
import { askedStreamId } from '#core/protocols/push/stream-id';
import type { Hub } from '../../../hub/hub';
import { addAccepted } from '../add-stream';
import { SharedStream } from './shared-stream';

/** What a sharer begins with. */
export interface ShareRequest {
  readonly session: string;
  readonly name: string;
  readonly format: ShareFormat;
}

export interface ShareLimits {
  /** Streams at a time, those included that wait for their sharer. */
  readonly most: number;
  /** How long a stream waits for a sharer whose connection broke. */
  readonly waitMs: number;
}

const DEFAULT_LIMITS: ShareLimits = { most: 64, waitMs: 10_000 };

interface Share {
  readonly shared: SharedStream;
  readonly name: string;
}

/** The streams that people share, by their secret sessions. */
export class Shares {
  readonly #hub: Hub;
  readonly #showDamaged: boolean;
  readonly #limits: ShareLimits;
  readonly #shares = new Map<string, Share>();

  constructor(hub: Hub, showDamaged: boolean, limits: Partial<ShareLimits> = {}) {
    this.#hub = hub;
    this.#showDamaged = showDamaged;
    this.#limits = { ...DEFAULT_LIMITS, ...limits };
  }

  /**
   * Opens a stream, or finds the session's own again.
   *
   * @param address of the sharer, for people
   * @param lose called when another connection of the session takes over
   * @returns `undefined` where there is no room
   */
  open({ session, name, format }: ShareRequest, address: string, lose: () => void): SharedStream | undefined {
    const there = this.#shares.get(session);
    if (there?.shared.format === format && there.name === name) {
      there.shared.connect(lose);
      return there.shared;
    }
    there?.shared.lose();
    if (there) this.#remove(session);
    if (this.#shares.size >= this.#limits.most) return undefined;
    const info = { id: this.#freeId(name), name, video: address, telemetry: '' };
    // Dialects without a word for JPEG look at the kind.
    const stream = addAccepted(this.#hub, 'share', format === 'jpeg' ? { ...info, kind: 'jpeg' } : info);
    const shared = new SharedStream(stream, format, this.#showDamaged);
    this.#shares.set(session, { shared, name });
    shared.connect(lose);
    return shared;
  }

  /** The connection broke: the session may come back. */
  leave(session: string): void {
    this.#shares.get(session)?.shared.wait(this.#limits.waitMs, () => this.#remove(session));
  }

  /** The sharer ended it. */
  end(session: string): void {
    this.#remove(session);
  }

  close(): void {
    for (const session of this.#shares.keys()) this.#remove(session);
  }

  #freeId(name: string): string {
    const wanted = `share-${askedStreamId(name) ?? 'camera'}`;
    for (let number = 1; ; number++) {
      const id = number === 1 ? wanted : `${wanted}-${number}`;
      if (!this.#hub.get(id)) return id;
    }
  }

  #remove(session: string): void {
    const share = this.#shares.get(session);
    if (!share) return;
    this.#shares.delete(session);
    share.shared.end();
    this.#hub.remove(share.shared.stream.info.id);
  }
}
