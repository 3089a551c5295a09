import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { InvitedRole, ServingState, ServingWish } from '#contracts/serving';
import { servingWishSchema } from '#contracts/serving';
import { isLoopback } from '#core/settings/endpoint';
import { writePrivately } from '#station/gateway/access/private-file';
import type { TokenStore } from '#station/gateway/access/token-store';
import { type Gateway, startGateway } from '#station/gateway/gateway';
import { fingerprint } from '#station/gateway/tls/identity';
import type { Serving } from '#station/link/serving';
import type { Station } from '#station/station';
import { type AccessSettings, openAccess } from './access';
import { settingsFolder, VIEWER_ROOT } from './environment';

const LOOK_MS = 1000;
/** Links that one run of the program makes. */
const MOST_INVITATIONS = 100;

/** What the command line says of certificates and names, whatever the window says of the rest. */
export type OwnGatewaySettings = Omit<AccessSettings, 'listen' | 'tls'>;

interface Running {
  readonly gateway: Gateway;
  readonly tokens: TokenStore | undefined;
  readonly keep: boolean;
  readonly timer: NodeJS.Timeout;
}

/**
 * The gateway for others that the person of a desktop application switches on, beside that person's own window. Links that
 * are not to be kept end with it; what is kept stands in `gateway.json`, without any token.
 */
export class OwnGateway implements Serving {
  readonly #station: Station;
  readonly #settings: OwnGatewaySettings;
  readonly #file: string;
  readonly #listeners = new Set<() => void>();
  #state: ServingState = { state: 'off' };
  #running: Running | undefined;
  #invitations = 0;
  /** Starts and stops, one after the other. */
  #work: Promise<void> = Promise.resolve();

  constructor(station: Station, settings: OwnGatewaySettings, folder = settingsFolder()) {
    this.#station = station;
    this.#settings = settings;
    this.#file = path.join(folder, 'gateway.json');
  }

  get state(): ServingState {
    return this.#state;
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Begins what was kept the last time, where anything was. */
  startKept(): void {
    const kept = readKept(this.#file);
    if (kept) this.start(kept);
  }

  start(wish: ServingWish): void {
    this.#work = this.#work.then(() => this.#start(wish));
  }

  stop(): void {
    this.#keep(undefined);
    this.#work = this.#work.then(async () => {
      await this.#end();
      this.#become({ state: 'off' });
    });
  }

  invite(role: InvitedRole): string | undefined {
    const { gateway, tokens, keep } = this.#running ?? {};
    if (!gateway || this.#invitations >= MOST_INVITATIONS) return undefined;
    this.#invitations++;
    const url = new URL(role === 'publisher' ? 'phone/' : '', gateway.url);
    if (tokens) url.searchParams.set('token', keep ? tokens.make(role).token : tokens.makePassing(role));
    return url.href;
  }

  /** Ends it for this run alone. */
  async close(): Promise<void> {
    this.#work = this.#work.then(() => this.#end());
    await this.#work;
  }

  async #start(wish: ServingWish): Promise<void> {
    await this.#end();
    this.#become({ state: 'starting' });
    try {
      const { address, port, tls, keep } = wish;
      const access = openAccess({ ...this.#settings, listen: { address, port }, tls });
      const gateway = await startGateway({ station: this.#station, viewerRoot: VIEWER_ROOT, ...access });
      const timer = setInterval(() => this.#look(), LOOK_MS);
      this.#running = { gateway, tokens: access.tokens, keep, timer };
      this.#keep(keep ? wish : undefined);
      const { needsToken, watching } = gateway;
      const urls = forOthers(gateway.urls);
      const print = access.tls && { fingerprint: fingerprint(access.tls.cert) };
      this.#become({ state: 'on', wish, urls, needsToken, watching, ...print });
      this.#station.log.info(`serving others at ${urls.join(' and ')}`);
    } catch (error) {
      const message = (error instanceof Error ? error.message : String(error)).slice(0, 500);
      this.#station.log.warn(`others cannot be served: ${message}`);
      this.#become({ state: 'failed', wish, message });
    }
  }

  async #end(): Promise<void> {
    const running = this.#running;
    this.#running = undefined;
    if (!running) return;
    clearInterval(running.timer);
    await running.gateway.close();
  }

  #look(): void {
    const { gateway } = this.#running ?? {};
    if (!gateway || this.#state.state !== 'on' || this.#state.watching === gateway.watching) return;
    this.#become({ ...this.#state, watching: gateway.watching });
  }

  #keep(wish: ServingWish | undefined): void {
    try {
      if (wish) writePrivately(this.#file, `${JSON.stringify({ version: 1, ...wish }, undefined, 2)}\n`);
      else rmSync(this.#file, { force: true });
    } catch (error) {
      this.#station.log.warn(`${this.#file}: ${String(error)}`);
    }
  }

  #become(state: ServingState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}

/** Without the address that leads everybody to their own machine, where there is another. */
function forOthers(urls: readonly string[]): string[] {
  const outer = urls.filter((url) => !isLoopback(new URL(url).hostname));
  return outer.length > 0 ? outer : [...urls];
}

/** What is kept; `undefined` where there is nothing, or nothing that makes sense. */
function readKept(file: string): ServingWish | undefined {
  try {
    return servingWishSchema.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data;
  } catch {
    return undefined;
  }
}
