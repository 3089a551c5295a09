import { formatEndpoint } from '#core/settings/endpoint';
import { isElsewhere } from '#core/settings/offered-stream';
import type { SourceUrl } from '#core/settings/source-url';

/** What is asked for, and where. */
export interface Target {
  readonly isSecure: boolean;
  /** Without brackets. */
  readonly host: string;
  readonly port: number;
  /** Path and query, as they stand in the request. */
  readonly uri: string;
  readonly credentials: SourceUrl['credentials'];
}

export function targetOf({ scheme, host, port, path, foreign, credentials }: SourceUrl): Target {
  const query = foreign.map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(value)}`).join('&');
  const uri = `${path || '/'}${query === '' ? '' : `?${query}`}`;
  return { isSecure: scheme === 'mjpeg+https', host, port, uri, credentials };
}

/** For people. */
export const placeOf = ({ host, port }: Target): string => formatEndpoint({ address: host, port });

/**
 * Where a camera sends us. A name and password are for the host that they were given for, and for no other that it names.
 *
 * @param first what a person gave
 * @returns `undefined` where that is no HTTP, would leave TLS, or leads from another machine to this one
 */
export function redirected(location: string, now: Target, first: Target): Target | undefined {
  const base = `http${now.isSecure ? 's' : ''}://${placeOf(now)}${now.uri}`;
  const url = URL.parse(location, base);
  if (!url || !['http:', 'https:'].includes(url.protocol)) return undefined;
  const isSecure = url.protocol === 'https:';
  if (now.isSecure && !isSecure) return undefined;
  if (isElsewhere(bracketed(first.host)) && !isElsewhere(url.hostname.toLowerCase())) return undefined;
  const host = url.hostname.replace(/^\[|\]$/g, '').toLowerCase();
  const port = url.port === '' ? (isSecure ? 443 : 80) : Number(url.port);
  const credentials = host === first.host ? first.credentials : undefined;
  return { isSecure, host, port, uri: `${url.pathname}${url.search}`, credentials };
}

const bracketed = (host: string) => (host.includes(':') ? `[${host}]` : host).toLowerCase();
