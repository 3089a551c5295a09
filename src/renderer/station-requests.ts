import type { ExportAsk } from '#contracts/exports';
import type { LibraryAsk } from '#contracts/library';
import type { ViewerMessage } from '#contracts/link';
import { MOST_SECONDS_BEFORE } from '#contracts/recording';
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

  /** @param secondsBefore from so long ago on, as far back as the station keeps that */
  record(stream: string, on: boolean, secondsBefore = 0): void {
    const before = secondsBefore > 0 && { secondsBefore: Math.min(secondsBefore, MOST_SECONDS_BEFORE) };
    this.#send({ type: 'record', stream, on, ...before });
  }

  /** About recordings. */
  library(about: LibraryAsk): void {
    this.#send({ type: 'library', about });
  }

  /** About clips. */
  exports(about: ExportAsk): void {
    this.#send({ type: 'exports', about });
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
