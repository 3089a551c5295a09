import type { InvitedRole, ServingSettings, ServingState } from '#contracts/serving';
import { Listeners } from '#core/listeners';
import { reasonOf } from '#core/reason-of';
import { isLoopback } from '#core/settings/endpoint';
import { verbatim } from '#core/texts/text';
import type { Serving } from '#station/extension/serving';
import type { TokenStore } from '#station/gateway/access/token-store';
import { type Gateway, startGateway } from '#station/gateway/gateway';
import { fingerprint } from '#station/gateway/tls/identity';
import type { SettingsStore } from '#station/settings/settings-store';
import type { Station } from '#station/station';
import { type AccessSettings, openAccess } from './access';
import { VIEWER_ROOT } from './environment';

const LOOK_MS = 1000;
/** Links that one run of the program makes. */
const MAX_INVITATIONS = 100;

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
 * are not to be kept end with it; what is kept is the setting `serving`, without any token.
 */
export class OwnGateway implements Serving {
  readonly #station: Station;
  readonly #settings: OwnGatewaySettings;
  readonly #kept: SettingsStore;
  readonly #listeners = new Listeners();
  #state: ServingState = { state: 'off' };
  #running: Running | undefined;
  #invitations = 0;
  /** Starts and stops, one after the other. */
  #work: Promise<void> = Promise.resolve();

  constructor(station: Station, settings: OwnGatewaySettings, kept: SettingsStore) {
    this.#station = station;
    this.#settings = settings;
    this.#kept = kept;
  }

  get state(): ServingState {
    return this.#state;
  }

  onChange(listener: () => void): () => void {
    return this.#listeners.subscribe(listener);
  }

  /** Begins what was kept the last time, where anything was. */
  startKept(): void {
    const kept = this.#kept.get('serving');
    if (kept) this.start({ ...kept, keep: true });
  }

  start(settings: ServingSettings): void {
    this.#work = this.#work.then(() => this.#start(settings));
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
    if (!gateway || this.#invitations >= MAX_INVITATIONS) return undefined;
    this.#invitations++;
    const url = new URL(role === 'publisher' ? 'phone/' : '', gateway.url);
    try {
      if (tokens) url.searchParams.set('token', keep ? tokens.make(role).token : tokens.makePassing(role));
    } catch (error) {
      // There are too many, or the file is not ours any more: it is in the way, and the window goes on.
      this.#station.log.warn(reasonOf(error));
      return undefined;
    }
    return url.href;
  }

  /** Ends it for this run alone. */
  async close(): Promise<void> {
    this.#work = this.#work.then(() => this.#end());
    await this.#work;
  }

  async #start(settings: ServingSettings): Promise<void> {
    await this.#end();
    this.#become({ state: 'starting' });
    try {
      const { address, port, tls, keep } = settings;
      const access = openAccess({ ...this.#settings, listen: { address, port }, tls });
      const gateway = await startGateway({ station: this.#station, viewerRoot: VIEWER_ROOT, ...access });
      const timer = setInterval(() => this.#look(), LOOK_MS);
      this.#running = { gateway, tokens: access.tokens, keep, timer };
      this.#keep(keep ? settings : undefined);
      const { needsToken, watching } = gateway;
      const urls = forOthers(gateway.urls);
      const print = access.tls && { fingerprint: fingerprint(access.tls.cert) };
      this.#become({ state: 'on', settings, urls, needsToken, watching, ...print });
      this.#station.log.info(`serving others at ${urls.join(' and ')}`);
    } catch (error) {
      const reason = reasonOf(error).slice(0, 500);
      this.#station.log.warn(`others cannot be served: ${reason}`);
      this.#become({ state: 'failed', settings, message: verbatim(reason) });
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

  /** The disk's refusal is in the log; this run goes on as it was told. */
  #keep(settings: ServingSettings | undefined): void {
    const serving = settings && { address: settings.address, port: settings.port, tls: settings.tls };
    if (serving || this.#kept.get('serving')) void this.#kept.set({ serving });
  }

  #become(state: ServingState): void {
    this.#state = state;
    this.#listeners.notify();
  }
}

/** Without the address that leads everybody to their own machine, where there is another. */
function forOthers(urls: readonly string[]): string[] {
  const outer = urls.filter((url) => !isLoopback(new URL(url).hostname));
  return outer.length > 0 ? outer : [...urls];
}
