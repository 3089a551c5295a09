import { CORRECTION_MATRICES, CORRECTION_RANGES, type ColourCorrection } from '../colour/correction';
import type { Result } from '../texts/result';
import { type Text, text as textOf } from '../texts/text';
import { isDevicePath } from './serial-device';
import { sourceStreamId } from './source-id';
import type { DialledSource } from './source-row';
import { HIDDEN, hidePathSecrets, hideSecrets, isSecretKey, pathSecrets } from './source-secrets';
import { dialledSource, SOURCES, type SourceTable } from './source-table';

/**
 * A source's URL, read: `scheme://[user[:password]@]host[:port][/path][?name=N&lazy=1&…]`, of a device
 * `scheme:///dev/name[?…]`. It stays in the station.
 */
export interface SourceUrl {
  readonly scheme: string;
  /** A name or an IP address, without brackets; empty of a device of this computer. */
  readonly host: string;
  /** The scheme's own where the URL has none; 0 of a device. */
  readonly port: number;
  /** Begins with `/`; empty where there is none. */
  readonly path: string;
  /** The scheme's parameters, decoded; every one has a value, given or its fallback. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Parameters that are the other side's own, in their order; `channel=1&subtype=0`. */
  readonly foreign: readonly (readonly [key: string, value: string])[];
  /** Decoded; absent where the URL has none. */
  readonly credentials?: { readonly user: string; readonly password: string };
  /** What people call the stream; the host by default. */
  readonly name: string;
  /** Fetched only while somebody watches. */
  readonly lazy: boolean;
  /** What is put right of what its camera says of its colours: `matrix` and `range`. */
  readonly colours: ColourCorrection;
  /** The URL of the source that its telemetry comes from instead; one of those that give telemetry alone. */
  readonly vehicle?: string;
  /** Names the stream; see `sourceStreamId`. */
  readonly id: string;
}

/** Parameters that every scheme has. */
const COMMON = ['name', 'lazy', 'matrix', 'range', 'vehicle'] as const;
const LONGEST_URL = 500;
const LONGEST_NAME = 100;
const PATTERN =
  /^([a-z][a-z0-9+.-]*):\/\/(?:([^\s/?#@]*)@)?(\[[0-9a-f:.]+(?:%[^\]\s]+)?\]|[^\s/?#@:[\]]*)(?::(\d*))?(\/[^\s?#]*)?(?:\?([^\s#]*))?$/i;

/**
 * Reads a source's URL. What is wrong is told with what is allowed.
 *
 * @param sources the sources that there are
 */
export function parseSourceUrl(text: string, sources: SourceTable = SOURCES): Result<SourceUrl> {
  const wrong = (why: Text): Result<SourceUrl> => ({
    ok: false,
    message: textOf('source.wrong', { url: hideSecrets(text).slice(0, 100), why }),
  });
  const schemes = () => schemesOf(sources).join(', ');
  const match = text.length <= LONGEST_URL ? PATTERN.exec(text) : null;
  if (!match) return wrong(textOf('source.notUrl', { schemes: schemes() }));
  const scheme = (match[1] ?? '').toLowerCase();
  const description = dialledSource(scheme, sources);
  if (!description) return wrong(textOf('source.noScheme', { schemes: schemes() }));
  const { port: usualPort, path: hasPath, parameters: known, example } = description;
  const credentials = readCredentials(match[2]);
  if (credentials === 'unreadable') return wrong(textOf('source.credentials'));
  if (credentials && !description.hasCredentials) return wrong(textOf('source.noUser', { scheme, example }));
  const host = (match[3] ?? '').replace(/^\[|\]$/g, '').toLowerCase();
  const port = match[4] === undefined ? usualPort : Number(match[4] || Number.NaN);
  const path = match[5] ?? '';
  if (description.device) {
    if (host !== '' || match[4] !== undefined) return wrong(textOf('source.deviceHost', { scheme, example }));
    if (!isDevicePath(path)) return wrong(textOf('source.noDevice', { example }));
  } else {
    if (host === '' || host.length > 253) return wrong(textOf('source.noHost', { example }));
    if (!(port >= 1 && port <= 65535)) return wrong(textOf('source.port'));
  }
  if (!hasPath && path.length > 1) return wrong(textOf('source.noPath', { scheme, example }));
  const query = readQuery(match[6] ?? '');
  if (!query) return wrong(textOf('source.query'));
  const [name, lazy] = [query.get('name'), query.get('lazy')];
  const [matrix, range] = [query.get('matrix'), query.get('range')];
  if (name !== undefined && !isStreamName(name)) return wrong(textOf('source.name', { max: LONGEST_NAME }));
  if (lazy !== undefined && lazy !== '0' && lazy !== '1') return wrong(textOf('source.lazy'));
  const colours = readColours(matrix, range);
  if (!colours) return wrong(textOf('source.colours'));
  const vehicle = readVehicle(query.get('vehicle'), description, sources);
  if (!vehicle.ok) return wrong(vehicle.message);
  const parameters: Record<string, string> = {};
  for (const [key, { fallback }] of Object.entries(known)) parameters[key] = fallback;
  const foreign: [string, string][] = [];
  for (const [key, value] of query) {
    if (COMMON.some((one) => one === key)) continue;
    const parameter = Object.hasOwn(known, key) ? known[key] : undefined;
    if (!parameter && description.hasForeign) {
      foreign.push([key, value]);
      continue;
    }
    if (!parameter) {
      return wrong(textOf('source.noParameter', { key, known: [...Object.keys(known), ...COMMON].join(', ') }));
    }
    if (parameter.kind.fromText(value) === undefined)
      return wrong(textOf('source.parameter', { key, allowed: parameter.kind.allowed }));
    parameters[key] = value;
  }
  const lacking = Object.entries(known).find(([key, { required }]) => required && parameters[key] === '');
  if (lacking) return wrong(textOf('source.lacks', { key: lacking[0], example }));
  const source = { scheme, host, port, path: hasPath ? path : '', parameters, foreign };
  const id = sourceStreamId(host || deviceName(path), spellingOf(source, true));
  const given = credentials && { credentials };
  const bound = vehicle.value === undefined ? {} : { vehicle: vehicle.value };
  return {
    ok: true,
    value: { ...source, ...given, name: name ?? usualName(source), lazy: lazy === '1', colours, ...bound, id },
  };
}

/** Reads the URL of a source of telemetry alone; what is wrong is told as `parseSourceUrl` does. */
export function parseTelemetryUrl(text: string, sources: SourceTable = SOURCES): Result<SourceUrl> {
  const read = parseSourceUrl(text, sources);
  if (!read.ok || dialledSource(read.value.scheme, sources)?.gives === 'telemetry') return read;
  const schemes = schemesOf(sources).filter((scheme) => dialledSource(scheme.slice(0, -'://'.length), sources)?.gives);
  const why = textOf('source.noTelemetry', { schemes: schemes.join(', ') });
  return { ok: false, message: textOf('source.wrong', { url: hideSecrets(text).slice(0, 100), why }) };
}

function readVehicle(
  given: string | undefined,
  { gives }: Pick<DialledSource, 'gives'>,
  sources: SourceTable,
): Result<string | undefined> {
  if (given === undefined) return { ok: true, value: undefined };
  if (gives === 'telemetry') return { ok: false, message: textOf('source.boundTwice') };
  const read = parseTelemetryUrl(given, sources);
  return read.ok ? { ok: true, value: given } : { ok: false, message: textOf('source.vehicle', { why: read.message }) };
}

function schemesOf(sources: SourceTable): readonly string[] {
  const ids = Object.keys(sources).filter((id) => dialledSource(id, sources));
  return ids.map((scheme) => `${scheme}://`);
}

/** Whether a text may name a stream: what people can read, in one line. */
export function isStreamName(name: string): boolean {
  return name.trim() !== '' && name.length <= LONGEST_NAME && !/\p{Cc}/u.test(name);
}

/** The URL that yields this source again, with its name, laziness, colours and all its secrets: for the station's own file alone. */
export function formatSourceUrl(source: SourceUrl): string {
  return withExtras(spellingOf(source, false), source, source.vehicle);
}

/** The URL as it may be shown: what would let somebody in is hidden. */
export function publicSourceUrl(source: SourceUrl): string {
  const { vehicle } = source;
  return withExtras(spellingOf(source, true), source, vehicle === undefined ? undefined : shownVehicle(vehicle));
}

/** The id of the stream that is meant: a source's URL in any spelling, as ids were once, or an id as it is. */
export function streamIdOf(text: string): string {
  const read = parseSourceUrl(text);
  return read.ok ? read.value.id : text;
}

/** Whether a URL is one that was shown, whose secrets cannot be read out of it. */
export function isHidden({ path, foreign, credentials, vehicle }: SourceUrl): boolean {
  const bound = vehicle === undefined ? undefined : parseSourceUrl(vehicle);
  if (bound?.ok && isHidden(bound.value)) return true;
  const values = [credentials?.user, credentials?.password, ...foreign.map(([, value]) => value)];
  return values.includes(HIDDEN) || path.includes(`=${HIDDEN}`);
}

/** What of a source would let somebody in, as it is and as URLs write it. */
export function sourceSecrets({ path, foreign, credentials, vehicle }: SourceUrl): readonly string[] {
  const bound = vehicle === undefined ? undefined : parseSourceUrl(vehicle);
  const values = [
    credentials?.user,
    credentials?.password,
    ...foreign.flatMap(([key, value]) => (isSecretKey(key) ? [value] : [])),
    ...pathSecrets(path),
  ];
  const own = values.flatMap((value) => (value ? [value, encodeURIComponent(value)] : []));
  if (!bound?.ok) return own;
  // Within another URL they are encoded a second time.
  return [...own, ...sourceSecrets(bound.value).flatMap((secret) => [secret, encodeURIComponent(secret)])];
}

/** The host, but of a source that listens on all our addresses: they say nothing. */
function usualName({ scheme, host, port, path }: Pick<SourceUrl, 'scheme' | 'host' | 'port' | 'path'>): string {
  if (host === '') return deviceName(path);
  return host === '0.0.0.0' || host === '::' ? `${scheme} ${port}` : host;
}

/** What a device is called: `ttyUSB0`. */
function deviceName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1, path.length).slice(0, LONGEST_NAME);
}

/** A bound source's URL as it may be shown. */
function shownVehicle(url: string): string {
  const read = parseSourceUrl(url);
  return read.ok ? publicSourceUrl(read.value) : hideSecrets(url);
}

/** @param vehicle the bound source's URL, as it is to be written */
function withExtras(url: string, source: SourceUrl, vehicle: string | undefined): string {
  const { name, lazy, colours } = source;
  const extra = [
    ...(name === usualName(source) ? [] : [`name=${encodeURIComponent(name)}`]),
    ...(lazy ? ['lazy=1'] : []),
    ...(colours.matrix ? [`matrix=${colours.matrix}`] : []),
    ...(colours.range ? [`range=${colours.range}`] : []),
    ...(vehicle === undefined ? [] : [`vehicle=${encodeURIComponent(vehicle)}`]),
  ];
  return extra.length === 0 ? url : `${url}${url.includes('?') ? '&' : '?'}${extra.join('&')}`;
}

/** @returns `undefined` where one of them is none */
function readColours(matrix: string | undefined, range: string | undefined): ColourCorrection | undefined {
  const [knownMatrix, knownRange] = [
    CORRECTION_MATRICES.find((one) => one === matrix),
    CORRECTION_RANGES.find((one) => one === range),
  ];
  if ((matrix !== undefined && !knownMatrix) || (range !== undefined && !knownRange)) return undefined;
  return { ...(knownMatrix && { matrix: knownMatrix }), ...(knownRange && { range: knownRange }) };
}

/**
 * A source's URL in one spelling: the scheme's parameters always stand in it, in the table's order, so that two spellings of
 * a source are one stream.
 *
 * @param hides leave out what would let somebody in
 */
function spellingOf(source: Omit<SourceUrl, 'name' | 'lazy' | 'colours' | 'vehicle' | 'id'>, hides: boolean): string {
  const { scheme, host, port, path, parameters, foreign, credentials } = source;
  const address = host.includes(':') ? `[${host}]` : host;
  const own = Object.entries(parameters).filter(([, value]) => value !== '');
  const query = [...own, ...foreign]
    .map(([key, value]) => [encodeURIComponent(key), hides && isSecretKey(key) ? HIDDEN : encodeURIComponent(value)])
    .map((pair) => pair.join('='))
    .join('&');
  const user =
    credentials && !hides ? `${encodeURIComponent(credentials.user)}:${encodeURIComponent(credentials.password)}@` : '';
  const shown = hides ? hidePathSecrets(path) : path;
  const place = host === '' ? '' : `${address}:${port}`;
  return `${scheme}://${user}${place}${shown}${query === '' ? '' : `?${query}`}`;
}

function readCredentials(text: string | undefined): SourceUrl['credentials'] | 'unreadable' {
  if (text === undefined) return undefined;
  const at = text.indexOf(':');
  const [user, password] = at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
  try {
    return { user: decodeURIComponent(user), password: decodeURIComponent(password) };
  } catch {
    return 'unreadable';
  }
}

function readQuery(query: string): ReadonlyMap<string, string> | undefined {
  const values = new Map<string, string>();
  for (const pair of query.split('&')) {
    if (pair === '') continue;
    const at = pair.indexOf('=');
    if (at < 1) return undefined;
    try {
      values.set(decodeURIComponent(pair.slice(0, at)), decodeURIComponent(pair.slice(at + 1)));
    } catch {
      return undefined;
    }
  }
  return values;
}
