/** What stands in the place of a secret wherever a source's URL is shown. */
export const HIDDEN = '***';

/** Names of query keys whose values let somebody in. */
const SECRET_KEY = /pass|pwd|secret|token|auth|cred|sig|key/i;
/** The same in a path, as some cameras have it: `/user=admin_password=x_channel=1.sdp`; or in a text that is no URL. */
const SECRET_PAIR = new RegExp(
  `((?:^|[?&;/_])[\\w.-]*?(?:${SECRET_KEY.source})[\\w.-]*=).*?(?=_[a-z]+=|[&;/#\\s]|$)`,
  'gi',
);
/** A user within a URL that is another one's parameter. */
const INNER_USER_INFO = /(%3A%2F%2F)[^&#\s]*?(%40)/gi;
const USER_INFO = /^((?:[a-z][a-z0-9+.-]*:\/\/)?).*@/is;

/** Whether the value of a query key is not to be shown. */
export function isSecretKey(key: string): boolean {
  return SECRET_KEY.test(key);
}

/** A path without the values of its secret keys. */
export function hidePathSecrets(path: string): string {
  return path.replace(SECRET_PAIR, `$1${HIDDEN}`);
}

/** The values that `hidePathSecrets` hides. */
export function pathSecrets(path: string): readonly string[] {
  return [...path.matchAll(SECRET_PAIR)].map(([whole, name = '']) => whole.slice(name.length));
}

/** Any text that may be a source's URL, right or wrong, as it may stand in a log or a message. */
export function hideSecrets(text: string): string {
  const plain = text.replace(INNER_USER_INFO, `$1${HIDDEN}$2`).replace(USER_INFO, `$1${HIDDEN}@`);
  return plain.replace(SECRET_PAIR, `$1${HIDDEN}`);
}
