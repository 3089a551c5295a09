import { HIDDEN } from '../settings/source-secrets';

/** Shorter secrets would take words out of the middle of others. */
const MIN_KNOWN = 4;
/** What stands before the `@` of a URL, to the last one: passwords that nobody encoded hold `@`, `/` and `:`. */
const USER_INFO = /\b([a-z][a-z0-9+.-]*:\/\/)[^\s"'<>]*@/gi;
/** `token=…`, `"password": "…"`, `pairing-code=…`, as settings, queries and headers have it. */
const PAIR =
  /(["']?[\w.-]*(?:pass|pwd|secret|token|auth(?!\w*or)|cred|sig(?:nature)?|key(?!int|frame|pic)|code(?!c))[\w.-]*["']?\s*=\s*|["']?[\w.-]*(?:password|passwd|secret|token|authorization|credentials?)["']?\s*:\s*)("[^"]*"|'[^']*'|[^\s"'&;,)\]}]+)/gi;
/** RFC 9110, 11.6.2. */
const SCHEME = /\b(Bearer|Basic|Digest)\s+[\w+/=.~-]{6,}/gi;
/** What no person chose: tokens are 43 characters of base64url, their hashes 64 hexadecimal digits. */
const RANDOM = /(?<![\w-])(?=[\w-]*[a-z])(?=[\w-]*[A-Z\d])[\w-]{32,}/g;

/** What is known to be secret on this machine, and whose folder is not to be named. */
export interface Known {
  /** Passwords, codes, tokens; as they are and as URLs write them. */
  readonly secrets?: readonly string[];
  /** The person's own folder, which has their name in it. */
  readonly home?: string;
}

/**
 * Any text as it may be given to strangers: without what is known to be secret, and without what looks like it. It rather
 * takes too much than too little.
 */
export function scrub(text: string, { secrets = [], home }: Known = {}): string {
  const known = [...new Set(secrets)].filter((one) => one.length >= MIN_KNOWN).sort((a, b) => b.length - a.length);
  let left = text;
  for (const secret of known) left = left.replaceAll(secret, HIDDEN);
  left = left
    .replace(SCHEME, `$1 ${HIDDEN}`)
    .replace(USER_INFO, `$1${HIDDEN}@`)
    .replace(PAIR, `$1${HIDDEN}`)
    .replace(RANDOM, HIDDEN);
  return home !== undefined && home.length > 1 ? left.replaceAll(home, '~') : left;
}
