import type { StreamInfo } from '#contracts/link';
import type { Heard } from '#core/protocols/mavlink/heard';
import type { OfferedStream } from '#core/settings/offered-stream';
import type { VehicleChoices } from './vehicle-choices';

export interface LinkVehiclesOptions {
  /** Names the source whose link it is, over restarts; no secret is in it. */
  readonly source: string;
  /** Keeps what is chosen; absent: it is forgotten with the source. */
  readonly choices?: VehicleChoices | undefined;
  /** Hears who is on the link and what the shown one offers, when that is something else than before. */
  readonly onHeard: (onLink: Pick<StreamInfo, 'heard' | 'offers'>) => void;
}

/** Between a source that hears vehicles and the person who chooses one of them: outlives each of the source's lives. */
export class LinkVehicles {
  readonly #options: LinkVehiclesOptions;
  #chosen: number | undefined;
  #offers: readonly OfferedStream[] = [];
  #told = '';
  #onChosen: (() => void) | undefined;

  constructor(options: LinkVehiclesOptions) {
    this.#options = options;
    this.#chosen = options.choices?.of(options.source);
  }

  /** The system id that a person chose; `undefined` where none was chosen. */
  get chosen(): number | undefined {
    return this.#chosen;
  }

  /** Takes a person's choice and keeps it. @param system `undefined` forgets it */
  choose(system: number | undefined): void {
    this.#chosen = system;
    const { choices, source } = this.#options;
    choices?.keep(source, system);
    this.#onChosen?.();
  }

  /** Calls the source back when a person has chosen; the source that asks last. */
  onChosen(listener: () => void): void {
    this.#onChosen = listener;
  }

  /** Tells who is on the link, and what the shown vehicle offers; the same again is told nobody. */
  tell(heard: Heard, offers: readonly OfferedStream[]): void {
    this.#offers = offers;
    const shown = offers.filter(({ refused }) => !refused).map(({ url: _, refused: __, ...offer }) => offer);
    const onLink = { heard, ...(shown.length > 0 && { offers: shown }) };
    const written = JSON.stringify(onLink);
    if (written === this.#told) return;
    this.#told = written;
    this.#options.onHeard(onLink);
  }

  /** The URL of a source that is offered at this moment, with its secrets. @param place as it was shown */
  offered(place: string): string | undefined {
    return this.#offers.find((offer) => offer.place === place)?.url;
  }
}
