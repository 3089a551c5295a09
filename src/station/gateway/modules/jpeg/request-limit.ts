/** As the dialect's own server has it. */
const MAX_REQUESTS = 100;
const WINDOW_MS = 60_000;
/** Addresses remembered; the longest known goes first. */
const MAX_ADDRESSES = 1000;

interface Window {
  readonly sinceMs: number;
  requests: number;
}

/** Counts each client's requests: no more than a hundred a minute. */
export class RequestLimit {
  readonly #windows = new Map<string, Window>();

  /** @returns seconds to wait; 0 lets the request in. */
  waitS(address: string, nowMs: number): number {
    let window = this.#windows.get(address);
    if (!window || nowMs - window.sinceMs >= WINDOW_MS) {
      this.#windows.delete(address);
      window = { sinceMs: nowMs, requests: 0 };
      this.#windows.set(address, window);
      this.#forget();
    }
    window.requests++;
    return window.requests <= MAX_REQUESTS ? 0 : Math.ceil((window.sinceMs + WINDOW_MS - nowMs) / 1000);
  }

  #forget(): void {
    for (const address of this.#windows.keys()) {
      if (this.#windows.size <= MAX_ADDRESSES) return;
      this.#windows.delete(address);
    }
  }
}
