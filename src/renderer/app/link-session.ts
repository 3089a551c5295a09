import type { ViewerMessage } from '#contracts/link';
import type { ClockOffset } from '#core/media/clock-offset';
import type { StationLink, StationLinkEvents } from '../link/station-link';

/** What is kept until the link can carry it. */
export type KeptRequest = Extract<ViewerMessage, { type: 'connect' | 'add' | 'take-offer' }>;

export interface LinkSessionOptions extends StationLinkEvents {
  /** Opens the link to the station. */
  readonly openLink: (events: StationLinkEvents) => StationLink;
  readonly onOpening: () => void;
  /** A kept request is sent now. */
  readonly onRequested: (request: KeptRequest) => void;
}

/** The link to the station, over all times that it is closed and opened again. */
export class LinkSession {
  readonly #options: LinkSessionOptions;
  #link: StationLink;
  #state: 'open' | 'closed' | 'ended' = 'closed';
  #kept: KeptRequest | undefined;

  constructor(options: LinkSessionOptions) {
    this.#options = options;
    this.#link = this.#open();
  }

  /** The station's clock against ours, on the link of this moment. */
  get clock(): ClockOffset {
    return this.#link.clock;
  }

  /** A link that is not open loses it. */
  send(message: ViewerMessage): void {
    this.#link.send(message);
  }

  /** Sends it at once, or as soon as the link is open: the last one alone, where there are several. */
  request(request: KeptRequest): void {
    this.reopen();
    this.#kept = request;
    if (this.#state === 'open') this.#sendKept();
  }

  /** Closes the link for good, until `reopen`. */
  end(): void {
    this.#link.close();
    this.#state = 'ended';
  }

  /** Opens the link again where it was ended. */
  reopen(): void {
    if (this.#state !== 'ended') return;
    this.#state = 'closed';
    this.#link = this.#open();
  }

  #open(): StationLink {
    const options = this.#options;
    options.onOpening();
    return options.openLink({
      onOpen: () => {
        this.#state = 'open';
        options.onOpen();
        this.#sendKept();
      },
      onClose: () => {
        this.#state = 'closed';
        options.onClose();
      },
      onMessage: (message) => options.onMessage(message),
      onPicture: (picture) => options.onPicture(picture),
      onSound: (sound) => options.onSound?.(sound),
      onKeyPicture: (answer) => options.onKeyPicture?.(answer),
    });
  }

  #sendKept(): void {
    const kept = this.#kept;
    if (!kept) return;
    this.#kept = undefined;
    this.#options.onRequested(kept);
    this.send(kept);
  }
}
