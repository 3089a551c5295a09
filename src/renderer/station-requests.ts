import type { LibraryAsk } from '#contracts/library';
import type { ViewerMessage } from '#contracts/link';
import type { InvitedRole, ServingWish } from '#contracts/serving';
import type { FleetAsk } from '#contracts/vehicles';

/** What a person asks of the station and need not be kept while the link is down. What it answers is in the store. */
export class StationRequests {
  readonly #send: (message: ViewerMessage) => void;

  constructor(send: (message: ViewerMessage) => void) {
    this.#send = send;
  }

  /** Has the station let go of a stream for good. */
  remove(stream: string): void {
    this.#send({ type: 'remove', stream });
  }

  rename(stream: string, name: string): void {
    this.#send({ type: 'rename', stream, name });
  }

  record(stream: string, on: boolean): void {
    this.#send({ type: 'record', stream, on });
  }

  /** About recordings. */
  library(about: LibraryAsk): void {
    this.#send({ type: 'library', about });
  }

  /** About dash cams' vehicles. */
  fleet(about: FleetAsk): void {
    this.#send({ type: 'fleet', about });
  }

  /** Switches the gateway for others on. */
  serve(wish: ServingWish): void {
    this.#send({ type: 'serve', wish });
  }

  stopServing(): void {
    this.#send({ type: 'stop-serving' });
  }

  /** Asks for a link that lets somebody in. */
  invite(role: InvitedRole): void {
    this.#send({ type: 'invite', role });
  }

  /** A person's answer to who waits to be let in. */
  answer(id: number, allow: boolean): void {
    this.#send({ type: 'answer', id, allow });
  }
}
