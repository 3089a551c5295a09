import type { HttpCall } from './gateway-module';

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
