/** A request's path and query. */
export interface Target {
  /** Percent-encoded, beginning with `/`. */
  readonly path: string;
  readonly query: URLSearchParams;
}

/** Splits a request target. `new URL` would resolve `..` and lower-case hosts. */
export function splitTarget(url = '/'): Target {
  const at = url.indexOf('?');
  return at < 0
    ? { path: url, query: new URLSearchParams() }
    : { path: url.slice(0, at), query: new URLSearchParams(url.slice(at + 1)) };
}
