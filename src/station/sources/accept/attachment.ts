import type { LinkFailure, LinkRole } from '#contracts/link';
import { nowUs } from '../../clock';
import type { Stream } from '../../hub/stream';
import { detailOf } from '../failure';

/**
 * The link of a stream to those who dial in to bring it: one peer at a time, and the next continues nothing of the last. The
 * stream's state follows: open, then with data, then waiting for the peer to come back, until the linger is over.
 */
export class Attachment<Peer> {
  readonly #role: LinkRole;
  readonly #stream: Pick<Stream, 'setLink'>;
  #peer: Peer | undefined;
  #sinceUs = 0;
  #hasData = false;
  #lastDataUs = nowUs();
  #lingering: NodeJS.Timeout | undefined;

  /** @param role what the link carries */
  constructor(stream: Pick<Stream, 'setLink'>, role: LinkRole = 'video') {
    this.#role = role;
    this.#stream = stream;
  }

  /** Who brings the stream now; `undefined` while it waits. */
  get peer(): Peer | undefined {
    return this.#peer;
  }

  /** When the last data came, or the last peer; µs. */
  get lastDataUs(): number {
    return this.#lastDataUs;
  }

  /** A peer's connection stands. What a former one still sends, or its end, is not looked at any more. */
  opened(peer: Peer): void {
    clearTimeout(this.#lingering);
    this.#peer = peer;
    this.#hasData = false;
    this.#sinceUs = nowUs();
    this.#lastDataUs = this.#sinceUs;
    this.#stream.setLink(this.#role, { state: 'open', sinceUs: this.#sinceUs });
  }

  /** Something came. Called for every piece; cheap. @returns when, µs */
  data(): number {
    this.#lastDataUs = nowUs();
    if (!this.#hasData) {
      this.#hasData = true;
      this.#stream.setLink(this.#role, { state: 'open', sinceUs: this.#sinceUs, lastDataUs: this.#lastDataUs });
    }
    return this.#lastDataUs;
  }

  /**
   * The peer's connection ended, or another takes its place: viewers keep the last picture and are told.
   *
   * @param peer whose end it is
   * @returns false where another had taken its place before
   */
  closed(peer: Peer, detail: string, cause: LinkFailure['cause'] = 'closed'): boolean {
    if (this.#peer !== peer) return false;
    this.#peer = undefined;
    const failure = { cause, detail: detailOf(detail), everData: this.#hasData };
    this.#stream.setLink(this.#role, { state: 'connecting', failure });
    return true;
  }

  /** Calls `gone` after `ms` without a peer, unless one comes or it ends before. */
  linger(ms: number, gone: () => void): void {
    clearTimeout(this.#lingering);
    this.#lingering = setTimeout(gone, ms);
  }

  /** The stream ends. */
  end(): void {
    clearTimeout(this.#lingering);
    this.#peer = undefined;
  }
}
