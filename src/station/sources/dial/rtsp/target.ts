import { formatEndpoint } from '#core/settings/endpoint';
import { isElsewhere } from '#core/settings/offered-stream';
import { parseSourceUrl, type SourceUrl } from '#core/settings/source-url';

/** What is spoken with, and what it is asked for. */
export interface Target {
  readonly scheme: string;
  readonly host: string;
  readonly port: number;
  /** Without credentials: they go where they are asked for. */
  readonly url: string;
  readonly credentials: SourceUrl['credentials'];
}

export function targetOf(source: SourceUrl): Target {
  const { scheme, host, port, path, foreign, credentials } = source;
  const query = foreign.map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(value)}`).join('&');
  const url = `${scheme}://${formatEndpoint({ address: host, port })}${path}${query === '' ? '' : `?${query}`}`;
  return { scheme, host, port, url, credentials };
}

/**
 * Where a camera sends us. A name and password are for the host that they were given for, and for no other that it names.
 *
 * @returns `undefined` where that is no RTSP, would leave TLS, or leads from another machine to this one
 */
export function redirected(location: string, source: SourceUrl): Target | undefined {
  const read = parseSourceUrl(location);
  if (!read.ok || !['rtsp', 'rtsps'].includes(read.value.scheme)) return undefined;
  if (source.scheme === 'rtsps' && read.value.scheme === 'rtsp') return undefined;
  if (isElsewhere(bracketed(source.host)) && !isElsewhere(bracketed(read.value.host))) return undefined;
  const isSame = read.value.host === source.host;
  return { ...targetOf(read.value), credentials: isSame ? source.credentials : undefined };
}

const bracketed = (host: string) => (host.includes(':') ? `[${host}]` : host);
