/** The names by which a page may address a loopback gateway. A foreign name that resolves to us is DNS rebinding. */
const LOOPBACK_NAMES: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * Whether a request's `Host` header names this gateway.
 *
 * @param port the port that the gateway listens on
 * @param secure whether it speaks TLS
 */
export function isOwnHost(host: string | undefined, port: number, secure = false): boolean {
  if (host === undefined) return false;
  const match = /^(\[[^\]]*\]|[^:]*)(?::(\d+))?$/.exec(host);
  return (
    match !== null &&
    LOOPBACK_NAMES.has((match[1] ?? '').toLowerCase()) &&
    Number(match[2] ?? (secure ? 443 : 80)) === port
  );
}

/** Whether a request names its host once at most: of two, a proxy in front may go by another than we do (RFC 9112, 3.2). */
export function namesOneHost(rawHeaders: readonly string[]): boolean {
  let hosts = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) if (rawHeaders[at]?.toLowerCase() === 'host') hosts++;
  return hosts <= 1;
}

/**
 * Whether a WebSocket comes from our own page. A page of another site always sends its own `Origin`; programs that are
 * no browser send none and are let in.
 */
export function isOwnOrigin(origin: string | undefined, port: number, secure = false): boolean {
  if (origin === undefined) return true;
  const scheme = secure ? 'https://' : 'http://';
  return origin.startsWith(scheme) && isOwnHost(origin.slice(scheme.length), port, secure);
}
