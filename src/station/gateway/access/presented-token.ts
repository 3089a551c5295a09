import type { IncomingHttpHeaders } from 'node:http';

/** A token as a request brings it, and how. */
export interface PresentedToken {
  readonly token: string;
  readonly by: 'bearer' | 'query' | 'cookie';
}

/** Longer than any token of ours; what is longer need not be hashed. */
const MAX_LENGTH = 100;

/** Cookies do not tell ports apart, and another gateway may run on this machine. */
export function cookieName(port: number): string {
  return `groundglass-${port}`;
}

/** Finds the token of a request. A link that was just opened wins over the cookie of an older one. */
export function presentedToken(
  headers: IncomingHttpHeaders,
  query: URLSearchParams,
  port: number,
): PresentedToken | undefined {
  const bearer = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1];
  if (bearer !== undefined) return bounded(bearer, 'bearer');
  const inQuery = query.get('token');
  if (inQuery !== null) return bounded(inQuery, 'query');
  for (const pair of (headers.cookie ?? '').split(';')) {
    const [name = '', value = ''] = pair.trim().split('=', 2);
    if (name === cookieName(port)) return bounded(value, 'cookie');
  }
  return undefined;
}

function bounded(token: string, by: PresentedToken['by']): PresentedToken {
  return { token: token.slice(0, MAX_LENGTH), by };
}
