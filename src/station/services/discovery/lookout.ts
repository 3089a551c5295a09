import type { FoundPlace, PortAnswer } from '#contracts/found';
import { Listeners } from '#core/listeners';
import { localNameOf } from '#core/protocols/dns-sd/announcement';
import type { Found } from '#core/protocols/dns-sd/found-services';
import { Capability } from '../../capability';
import { checkOpen, checkTelemetry } from './check-port';

/** What is found, for those who look. */
export const LOOKOUT = new Capability<Lookout>('lookout');

/** What looks for hosts and stations. */
export interface Looking {
  readonly found: readonly Found[];
  close(): Promise<void>;
}

export interface LookoutOptions {
  readonly browse: (onChange: () => void) => Looking;
  /** Of ourselves, which is not to be found. */
  readonly isOwn: (id: string) => boolean;
  readonly check?: typeof checkPorts;
}

/** Each place is asked again so often, while somebody looks, in ms. */
const CHECK_EVERY_MS = 15_000;

interface Checked {
  readonly at: string;
  readonly answers: Partial<Record<'video' | 'telemetry' | 'gateway', PortAnswer>>;
}

/**
 * Looks for hosts and stations while at least one viewer wants it, and asks the ports of each what they are. The network is
 * asked nothing else: no address is tried from which no answer came.
 */
export class Lookout {
  readonly #options: LookoutOptions;
  readonly #listeners = new Listeners();
  readonly #checked = new Map<string, Checked>();
  #looking: Looking | undefined;
  #timer: NodeJS.Timeout | undefined;
  #ends = Promise.resolve();

  constructor(options: LookoutOptions) {
    this.#options = options;
  }

  get places(): readonly FoundPlace[] {
    return this.#found().map((found) => placeOf(found, this.#checked.get(found.instance)?.answers ?? {}));
  }

  /** @param onChange called when what is found is another @returns ends it */
  look(onChange: () => void): () => void {
    const unsubscribe = this.#listeners.subscribe(onChange);
    if (!this.#looking) {
      this.#looking = this.#options.browse(() => this.#changed());
      this.#timer = setInterval(() => this.#checkAll(), CHECK_EVERY_MS).unref();
    }
    return () => {
      unsubscribe();
      if (this.#listeners.size === 0) this.#end();
    };
  }

  async close(): Promise<void> {
    this.#listeners.clear();
    this.#end();
    await this.#ends;
  }

  #found(): readonly Found[] {
    return (this.#looking?.found ?? []).filter(({ id }) => !this.#options.isOwn(id));
  }

  #end(): void {
    clearInterval(this.#timer);
    this.#checked.clear();
    const looking = this.#looking;
    this.#looking = undefined;
    this.#ends = this.#ends.then(() => looking?.close());
  }

  #changed(): void {
    const found = this.#found();
    const there = new Set(found.map(({ instance }) => instance));
    for (const instance of this.#checked.keys()) if (!there.has(instance)) this.#checked.delete(instance);
    for (const one of found) if (this.#checked.get(one.instance)?.at !== whereOf(one)) this.#check(one, true);
    this.#listeners.notify();
  }

  #checkAll(): void {
    for (const one of this.#found()) this.#check(one, false);
  }

  /** A video port is tried when it is new or telemetry says something else: each try is a viewer, and may wake a camera. */
  #check(found: Found, isNew: boolean): void {
    const at = whereOf(found);
    const before = isNew ? undefined : this.#checked.get(found.instance);
    if (isNew) this.#checked.set(found.instance, { at, answers: {} });
    const check = this.#options.check ?? checkPorts;
    void check(found, before?.answers).then((answers) => {
      if (this.#checked.get(found.instance)?.at !== at) return;
      this.#checked.set(found.instance, { at, answers });
      if (JSON.stringify(answers) !== JSON.stringify(before?.answers)) this.#listeners.notify();
    });
  }
}

/** What its ports say. @param before what they said; absent: nothing yet. Never rejects */
export async function checkPorts(
  { addresses: [host = ''], videoPort, telemetryPort, gatewayPort }: Found,
  before: Checked['answers'] | undefined,
): Promise<Checked['answers']> {
  const telemetry = telemetryPort && (await checkTelemetry(host, telemetryPort));
  const isSame = before?.video === 'answers' && before.telemetry === telemetry;
  const video = videoPort && (isSame ? before.video : await checkOpen(host, videoPort));
  const gateway = gatewayPort && (await checkOpen(host, gatewayPort));
  return { ...(video && { video }), ...(telemetry && { telemetry }), ...(gateway && { gateway }) };
}

function whereOf({ addresses, videoPort, telemetryPort, gatewayPort }: Found): string {
  return [addresses[0], videoPort, telemetryPort, gatewayPort].join(' ');
}

function placeOf(found: Found, answers: Checked['answers']): FoundPlace {
  const { instance, kind, name, version, needsToken, isSecure, addresses } = found;
  const { videoPort, telemetryPort, gatewayPort } = found;
  const checked = (port: number, answer: PortAnswer = 'asking') => ({ port, answer });
  return {
    ...{ id: instance.slice(0, 300), kind, name, version, needsToken, isSecure, address: addresses[0] ?? '' },
    ...(videoPort && { video: checked(videoPort, answers.video) }),
    ...(telemetryPort && { telemetry: checked(telemetryPort, answers.telemetry) }),
    ...(gatewayPort && { gateway: checked(gatewayPort, answers.gateway) }),
    ...(videoPort && telemetryPort && { vehicle: { host: localNameOf(found), videoPort, telemetryPort } }),
  };
}
