import { linkRolesOf } from '#contracts/link';
import { type ColourCorrection, corrects } from '#core/colour/correction';
import { factsOf } from '#core/settings/source-facts';
import { dialledSource, SOURCES, type SourceTable } from '#core/settings/source-table';
import {
  formatSourceUrl,
  isHidden,
  isStreamName,
  parseSourceUrl,
  parseTelemetryUrl,
  publicSourceUrl,
  type SourceUrl,
  sourceSecrets,
} from '#core/settings/source-url';
import { english } from '#core/texts/english';
import type { Result } from '#core/texts/result';
import { text } from '#core/texts/text';
import { Capability } from '../capability';
import type { Hub } from '../hub/hub';
import type { Stream } from '../hub/stream';
import { LinkVehicles } from './mavlink/link-vehicles';
import type { VehicleChoices } from './mavlink/vehicle-choices';
import { SOURCE_MAKERS } from './registry';
import type { SavedSources } from './saved-sources';
import type { SourceContext, SourceMaker } from './source';
import { SourceRunner } from './source-runner';

/** More than any wall has tiles; each costs a socket and up to 32 MiB. */
const MAX_SOURCES = 256;

export interface SourceListOptions extends SourceContext {
  readonly hub: Hub;
  /** Keeps what a person adds over restarts; absent: nothing is kept. */
  readonly saved?: SavedSources | undefined;
  /** Keeps which vehicle of several a person chose; absent: that is forgotten with the source. */
  readonly choices?: VehicleChoices | undefined;
  /** The sources that there are, and what makes those that are dialled; absent: all of this program. */
  readonly sources?: SourceRegistry;
}

interface SourceRegistry {
  readonly rows: SourceTable;
  /** By scheme. */
  readonly makers: Readonly<Record<string, SourceMaker>>;
}

const ALL_SOURCES: SourceRegistry = { rows: SOURCES, makers: SOURCE_MAKERS };

/** The sources of the station, for its services. */
export const SOURCE_LIST = new Capability<SourceList>('source-list');

/** How a source was given. */
interface Given {
  readonly isSaved: boolean;
  readonly isOwners: boolean;
}

/** A source that the station fetches. */
interface Fetched {
  readonly url: SourceUrl;
  /** Of its own source, and of the one that its telemetry comes from. */
  readonly runners: readonly SourceRunner[];
  /** Written down for the next start. */
  readonly isSaved: boolean;
  /** Who is on its link of telemetry. */
  readonly vehicles: LinkVehicles;
}

/** The sources that the station dials: added, renamed, corrected and removed by a person, and kept over restarts. */
export class SourceList {
  readonly #options: SourceListOptions;
  readonly #sources = new Map<string, Fetched>();
  /** Sources that were removed and still close their sockets. */
  readonly #ending = new Set<Promise<void>>();

  constructor(options: SourceListOptions) {
    this.#options = options;
  }

  /** Takes in the sources that were kept. Those of the command line come before, so that they are shown first. */
  addSaved(): void {
    const { saved, log } = this.#options;
    for (const url of saved?.urls ?? []) {
      const added = this.#take(url, { isSaved: true, isOwners: false });
      if (!added.ok) log.warn(`a kept source is left out: ${english(added.message)}`);
    }
  }

  /**
   * Takes in a stream; one that is there already stays as it is.
   *
   * @param url see `parseSourceUrl`
   * @param options.isSaved keep it over restarts, where this station keeps any
   * @param options.isOwners who started the program named it, not a viewer
   * @returns the stream, or one line that says what is wrong
   */
  add(
    url: string,
    { isSaved = false, isOwners = false }: { readonly isSaved?: boolean; readonly isOwners?: boolean } = {},
  ): Result<Stream> {
    const added = this.#take(url, { isSaved, isOwners });
    if (added.ok && isSaved) this.#save();
    return added;
  }

  /** Lets go of a stream that the station fetches. Returns whether there was one. */
  remove(id: string): boolean {
    const source = this.#sources.get(id);
    if (!source) return false;
    this.#sources.delete(id);
    this.#options.hub.remove(id);
    const ending = stopAll(source.runners).finally(() => this.#ending.delete(ending));
    this.#ending.add(ending);
    if (source.isSaved) this.#save();
    return true;
  }

  /** Calls a stream that the station fetches something else. Returns whether there is one, and the name will do. */
  rename(id: string, name: string): boolean {
    const source = this.#sources.get(id);
    if (!source || !isStreamName(name)) return false;
    const url = { ...source.url, name };
    this.#options.hub.rename(id, name, publicSourceUrl(url));
    this.#replace(id, { ...source, url });
    return true;
  }

  /** Puts right what a stream's camera says of its colours; kept with a source that is kept. Returns whether there is one. */
  correctColours(id: string, colours: ColourCorrection): boolean {
    const { hub } = this.#options;
    const source = this.#sources.get(id);
    if (!source) return hub.correctColours(id, colours);
    const url = { ...source.url, colours };
    hub.correctColours(id, colours, publicSourceUrl(url));
    this.#replace(id, { ...source, url });
    return true;
  }

  /**
   * Shows the values of this vehicle of those on a stream's link, from here on and after restarts; not where the source's
   * address names one. Returns whether there is such a stream.
   *
   * @param system its system id; `undefined`: the one that is heard first
   */
  chooseVehicle(id: string, system: number | undefined): boolean {
    const source = this.#sources.get(id);
    source?.vehicles.choose(system);
    return source !== undefined;
  }

  /**
   * Takes in, and keeps, the stream of video that the vehicle of another stream offers.
   *
   * @param place as it was shown: what is offered there now counts
   */
  takeOffer(id: string, place: string): Result<Stream> {
    const url = this.#sources.get(id)?.vehicles.offered(place);
    if (url === undefined) return { ok: false, message: text('refused.noOffer') };
    return this.add(url, { isSaved: true });
  }

  /** Whether a stream's source is kept over restarts. */
  isSaved(id: string): boolean {
    return this.#sources.get(id)?.isSaved ?? false;
  }

  /** Tries a stream's broken links now, without waiting out the back-off. */
  retryNow(id: string): void {
    for (const runner of this.#sources.get(id)?.runners ?? []) runner.retryNow();
  }

  /** What would let somebody in at the other side of any source: never to be shown. */
  secrets(): readonly string[] {
    return [...this.#sources.values()].flatMap(({ url }) => sourceSecrets(url));
  }

  /** Ends all sources; resolves when every socket is closed and what is kept is written. */
  async close(): Promise<void> {
    const sources = [...this.#sources.values()];
    this.#sources.clear();
    const ends = sources.map(({ runners }) => stopAll(runners));
    const { saved, choices } = this.#options;
    await Promise.all([...ends, ...this.#ending, saved?.written(), choices?.written()]);
  }

  #take(urlText: string, { isSaved, isOwners }: Given): Result<Stream> {
    const { rows } = this.#options.sources ?? ALL_SOURCES;
    const read = parseSourceUrl(urlText, rows);
    if (!read.ok) return read;
    const url = read.value;
    const there = this.#sources.get(url.id);
    const stream = this.#options.hub.get(url.id);
    if (there && stream && (isHidden(url) || isSameAccess(there.url, url))) return { ok: true, value: stream };
    if (isHidden(url)) {
      return { ok: false, message: text('refused.hiddenUrl', { url: publicSourceUrl(url) }) };
    }
    // The same source by another password: the one before did not work, or does not any more.
    if (there) this.remove(url.id);
    else if (stream) return { ok: false, message: text('refused.sameId', { id: url.id }) };
    if (this.#sources.size >= MAX_SOURCES)
      return { ok: false, message: text('refused.tooManySources', { max: MAX_SOURCES }) };
    return this.#open(url, { isSaved: isSaved || (there?.isSaved ?? false), isOwners });
  }

  #open(url: SourceUrl, { isSaved, isOwners }: Given): Result<Stream> {
    const { hub, sources: { rows, makers } = ALL_SOURCES } = this.#options;
    const { id, name, scheme, lazy, colours } = url;
    const [row, maker] = [dialledSource(scheme, rows), makers[scheme]];
    if (!row || !maker) return { ok: false, message: text('refused.noMaker', { scheme }) };
    const vehicle = url.vehicle === undefined ? undefined : parseTelemetryUrl(url.vehicle, rows);
    if (vehicle && !vehicle.ok) return vehicle;
    const other = vehicle && makers[vehicle.value.scheme];
    const stream = hub.add({
      id,
      name,
      source: publicSourceUrl(url),
      ...factsOf(row),
      ...maker.describe(url),
      ...(vehicle && other && { telemetry: other.describe(vehicle.value).telemetry }),
    });
    if (corrects(colours)) hub.correctColours(id, colours);
    const vehicles = new LinkVehicles({
      source: vehicle?.value.id ?? id,
      choices: this.#options.choices,
      onHeard: (onLink) => hub.hear(stream, onLink),
    });
    const context = { ...this.#options, vehicles, isOwners, hasOtherTelemetry: other !== undefined };
    const own = linkRolesOf(stream.info).filter((role) => !other || role !== 'telemetry');
    const runners = [new SourceRunner({ stream, lazy, roles: own, make: () => maker.make(url, stream, context) })];
    if (vehicle && other) {
      const make = () => other.make(vehicle.value, stream, { ...context, hasOtherTelemetry: false });
      runners.push(new SourceRunner({ stream, lazy: lazy || vehicle.value.lazy, roles: ['telemetry'], make }));
    }
    this.#sources.set(id, { url, runners, isSaved, vehicles });
    return { ok: true, value: stream };
  }

  #replace(id: string, source: Fetched): void {
    this.#sources.set(id, source);
    if (source.isSaved) this.#save();
  }

  #save(): void {
    const saved = [...this.#sources.values()].filter(({ isSaved }) => isSaved);
    this.#options.saved?.save(saved.map(({ url }) => formatSourceUrl(url)));
  }
}

/** Whether a URL says nothing new of how to get in: one that was shown has no user, and another's stays. */
function isSameAccess(there: SourceUrl, { path, foreign, credentials, vehicle }: SourceUrl): boolean {
  const before = JSON.stringify([there.path, there.foreign, there.credentials, there.vehicle]);
  return before === JSON.stringify([path, foreign, credentials ?? there.credentials, vehicle ?? there.vehicle]);
}

async function stopAll(runners: readonly SourceRunner[]): Promise<void> {
  await Promise.all(runners.map((runner) => runner.stop()));
}
