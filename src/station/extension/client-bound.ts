import { text } from '#core/texts/text';
import { type HttpCall, HttpFault } from './gateway-module';

/** Who a client is, for bounds: its address, with the token that it showed where one was wanted. */
export function clientOf({ access, remoteAddress }: Pick<HttpCall, 'access' | 'remoteAddress'>): string {
  return `${access.tokenId ?? ''} ${remoteAddress}`;
}

/** Counts what each client has at a time, so that none takes what is there for all. */
export class ClientBound {
  readonly #max: number;
  readonly #taken = new Map<string, number>();

  constructor(max: number) {
    this.#max = max;
  }

  /** @returns what gives it back, to be called once; `undefined` where the client has all that it may have */
  take(client: string): (() => void) | undefined {
    const there = this.#taken.get(client) ?? 0;
    if (there >= this.#max) return undefined;
    this.#taken.set(client, there + 1);
    return () => {
      const left = (this.#taken.get(client) ?? 1) - 1;
      if (left > 0) this.#taken.set(client, left);
      else this.#taken.delete(client);
    };
  }
}

/** Places for clients whose answers have no end: so many in all, and of them so many for one client. */
export class ClientPlaces {
  readonly #max: number;
  readonly #maxPerClient: number;
  readonly #bound: ClientBound;
  #taken = 0;

  constructor(max: number, maxPerClient: number) {
    this.#max = max;
    this.#maxPerClient = maxPerClient;
    this.#bound = new ClientBound(maxPerClient);
  }

  /** Takes a place until the client goes. @throws HttpFault 503 where there is none */
  take(call: Pick<HttpCall, 'access' | 'remoteAddress' | 'signal'>): void {
    // Who has gone before the answer began is told of no more.
    if (call.signal.aborted) return;
    if (this.#taken >= this.#max) throw new HttpFault(503, text('http.tooManyClients', { max: this.#max }));
    const giveBack = this.#bound.take(clientOf(call));
    if (!giveBack) throw new HttpFault(503, text('http.tooManyOfClient', { max: this.#maxPerClient }));
    this.#taken++;
    const leave = () => {
      this.#taken--;
      giveBack();
    };
    call.signal.addEventListener('abort', leave, { once: true });
  }
}
