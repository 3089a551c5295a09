import { type SchemeDescription, SOURCE_SCHEMES, type SourceScheme } from './source-schemes';
import type { Read } from './values';

/** A source's URL, read: `scheme://host[:port][/path][?name=N&lazy=1&…]`. */
export interface SourceUrl {
  readonly scheme: SourceScheme;
  /** A name or an IP address, without brackets. */
  readonly host: string;
  /** The scheme's own where the URL has none. */
  readonly port: number;
  /** Begins with `/`; empty where there is none. */
  readonly path: string;
  /** The scheme's parameters, decoded; every one has a value, given or its fallback. */
  readonly parameters: Readonly<Record<string, string>>;
  /** What people call the stream; the host where nobody named it. */
  readonly name: string;
  /** Fetched only while somebody watches. */
  readonly lazy: boolean;
  /** Names the stream: the URL in one spelling, without `name` and `lazy`. */
  readonly id: string;
}

const LONGEST_URL = 500;
const LONGEST_NAME = 100;
const PATTERN =
  /^([a-z][a-z0-9+.-]*):\/\/(\[[0-9a-f:.]+(?:%[^\]\s]+)?\]|[^\s/?#@:[\]]*)(?::(\d*))?(\/[^\s?#]*)?(?:\?([^\s#]*))?$/i;

/** Reads a source's URL. What is wrong is told in one line that says what is allowed. */
export function parseSourceUrl(text: string): Read<SourceUrl> {
  const wrong = (message: string): Read<SourceUrl> => ({ ok: false, message: `“${text.slice(0, 100)}” ${message}` });
  const schemes = Object.keys(SOURCE_SCHEMES).map((scheme) => `${scheme}://`);
  const match = text.length <= LONGEST_URL ? PATTERN.exec(text) : null;
  if (!match) return wrong(`is not a source's URL, such as pi://192.168.1.100 (${schemes.join(', ')})`);
  const scheme = (match[1] ?? '').toLowerCase();
  if (!isScheme(scheme)) return wrong(`has no scheme that a source has: ${schemes.join(', ')}`);
  const { port: usualPort, path: hasPath, parameters: known, example }: SchemeDescription = SOURCE_SCHEMES[scheme];
  const host = (match[2] ?? '').replace(/^\[|\]$/g, '').toLowerCase();
  if (host === '' || host.length > 253) return wrong(`needs a host, as in ${example}`);
  const port = match[3] === undefined ? usualPort : Number(match[3] || Number.NaN);
  if (!(port >= 1 && port <= 65535)) return wrong(`has a wrong port: a whole number from 1 to 65535`);
  const path = match[4] ?? '';
  if (!hasPath && path.length > 1) return wrong(`has a path, which ${scheme}:// does not: as in ${example}`);
  const query = readQuery(match[5] ?? '');
  if (!query) return wrong('has parameters that cannot be read: key=value, joined by &, percent-encoded');
  const { name, lazy, ...given } = query;
  if (name !== undefined && !isStreamName(name)) return wrong(`has a wrong name: 1 to ${LONGEST_NAME} characters`);
  if (lazy !== undefined && lazy !== '0' && lazy !== '1') return wrong('has a wrong lazy: 0 or 1');
  const parameters: Record<string, string> = {};
  for (const [key, { fallback }] of Object.entries(known)) parameters[key] = fallback;
  for (const [key, value] of Object.entries(given)) {
    const parameter = Object.hasOwn(known, key) ? known[key] : undefined;
    if (!parameter) {
      return wrong(`has no parameter “${key}”: ${[...Object.keys(known), 'name', 'lazy'].join(', ')}`);
    }
    if (parameter.kind.fromText(value) === undefined) return wrong(`has a wrong ${key}: ${parameter.kind.allowed}`);
    parameters[key] = value;
  }
  const lacking = Object.entries(known).find(([key, { required }]) => required && parameters[key] === '');
  if (lacking) return wrong(`needs ${lacking[0]}=…, as in ${example}`);
  const source = { scheme, host, port, path: hasPath ? path : '', parameters };
  return { ok: true, value: { ...source, name: name ?? host, lazy: lazy === '1', id: idOf(source) } };
}

/** Whether a text may name a stream: what people can read, in one line. */
export function isStreamName(name: string): boolean {
  return name.trim() !== '' && name.length <= LONGEST_NAME && !/\p{Cc}/u.test(name);
}

/** The URL that yields this source again, with its name and laziness. */
export function formatSourceUrl({ id, host, name, lazy }: SourceUrl): string {
  const extra = [...(name === host ? [] : [`name=${encodeURIComponent(name)}`]), ...(lazy ? ['lazy=1'] : [])];
  return extra.length === 0 ? id : `${id}${id.includes('?') ? '&' : '?'}${extra.join('&')}`;
}

function isScheme(scheme: string): scheme is SourceScheme {
  return Object.hasOwn(SOURCE_SCHEMES, scheme);
}

/** The scheme's parameters always stand in it, in the table's order, so that two spellings of a source are one stream. */
function idOf({
  scheme,
  host,
  port,
  path,
  parameters,
}: Pick<SourceUrl, 'scheme' | 'host' | 'port' | 'path' | 'parameters'>) {
  const address = host.includes(':') ? `[${host}]` : host;
  const query = Object.entries(parameters)
    .filter(([, value]) => value !== '')
    .map(([key, value]) => `${key}=${encodeURIComponent(value)}`)
    .join('&');
  return `${scheme}://${address}:${port}${path}${query === '' ? '' : `?${query}`}`;
}

function readQuery(query: string): Record<string, string> | undefined {
  const values: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const pair of query.split('&')) {
    if (pair === '') continue;
    const at = pair.indexOf('=');
    if (at < 1) return undefined;
    try {
      values[decodeURIComponent(pair.slice(0, at))] = decodeURIComponent(pair.slice(at + 1));
    } catch {
      return undefined;
    }
  }
  return values;
}
