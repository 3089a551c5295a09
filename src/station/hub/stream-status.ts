import type { LinkRole, LinkState, StreamLinks, WaitingFor } from '#contracts/link';
import type { ForeignFormat } from '#core/bitstream/foreign-format';

/** How a stream's links do, and what its video lacks before a picture can be shown. */
export class StreamStatus {
  readonly #changed: () => void;
  #links: StreamLinks;
  #waitingFor: WaitingFor | undefined = 'picture';
  #found: ForeignFormat | undefined;

  /**
   * @param roles the links that are to be expected: each is connecting until its source says otherwise
   * @param changed called when anything has changed that viewers are told
   */
  constructor(roles: readonly LinkRole[], changed: () => void) {
    this.#links = Object.fromEntries(roles.map((role) => [role, { state: 'connecting' }]));
    this.#changed = changed;
  }

  /** The state of each link that there is. That of video says, while it is open, what it waits for. */
  get links(): StreamLinks {
    return this.#links;
  }

  /** @param state `undefined` where there is no such link, or no more */
  setLink(role: LinkRole, state: LinkState | undefined): void {
    const { [role]: _, ...others } = this.#links;
    const lacks = role === 'video' && state?.state === 'open' && this.#waitingFor !== undefined;
    this.#links = { ...others, ...(state && { [role]: lacks ? this.#withLack(state) : state }) };
    this.#changed();
  }

  /**
   * Says what the video lacks before a picture can be shown; `undefined` for nothing.
   *
   * @param found what comes instead, where that is no video
   */
  waitFor(what: WaitingFor | undefined, found?: ForeignFormat): void {
    if (this.#waitingFor === what && this.#found === found) return;
    this.#waitingFor = what;
    this.#found = found;
    const { video } = this.#links;
    if (video?.state !== 'open') return;
    this.#links = { ...this.#links, video: this.#withLack(video) };
    this.#changed();
  }

  #withLack(state: LinkState & { state: 'open' }): LinkState {
    const { waitingFor: _, found: __, ...open } = state;
    if (this.#waitingFor === undefined) return open;
    return { ...open, waitingFor: this.#waitingFor, ...(this.#found && { found: this.#found }) };
  }
}
