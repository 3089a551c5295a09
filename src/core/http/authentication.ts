/** How a server asks who we are (RFC 7235, 4.1; RFC 7616; RFC 7617). */
export type Challenge =
  | { readonly scheme: 'basic'; readonly realm: string }
  | {
      readonly scheme: 'digest';
      readonly realm: string;
      readonly nonce: string;
      readonly opaque: string | undefined;
      readonly algorithm: DigestAlgorithm;
      /** As the server wrote it; absent: it named none, and none is named to it. */
      readonly algorithmName: string | undefined;
      /** Whether it understands `qop=auth`. */
      readonly hasQop: boolean;
      /** The nonce alone was too old: the password was right. */
      readonly isStale: boolean;
    };

// not shown in this file: header fields

export type DigestAlgorithm = 'md5' | 'sha-256';

export interface Credentials {
  readonly user: string;
  readonly password: string;
}

export interface Answer {
  readonly credentials: Credentials;
  readonly method: string;
  /** As it stands in the request. */
  readonly uri: string;
  /** How often the challenge was answered, from 1 on. */
  readonly count: number;
  /** By chance, in letters and digits; new for each. */
  readonly cnonce: string;
  /** The text's hash, in lower case hexadecimal. */
  readonly hash: (algorithm: DigestAlgorithm, text: string) => string;
  /** The text's UTF-8 in base64. */
  readonly base64: (text: string) => string;
}

const ALGORITHMS: ReadonlyMap<string, DigestAlgorithm> = new Map([
  ['md5', 'md5'],
  ['sha-256', 'sha-256'],
]);
/** The better first: a password is given as it is only where nothing else is understood. */
const BY_STRENGTH = ['sha-256', 'md5', 'basic'];
const MAX_CHARACTERS = 4096;

/**
 * The best challenge that can be answered.
 *
 * @param fields values of `WWW-Authenticate`; one may hold several challenges
 */
export function bestChallenge(fields: readonly string[]): Challenge | undefined {
  const challenges = fields.flatMap((field) => readChallenges(field.slice(0, MAX_CHARACTERS)));
  const strength = (one: Challenge) => BY_STRENGTH.indexOf(one.scheme === 'basic' ? 'basic' : one.algorithm);
  return challenges.sort((a, b) => strength(a) - strength(b))[0];
}

function readChallenges(field: string): Challenge[] {
  // A scheme is a word that no `=` follows.
  const beginnings = [...field.matchAll(/(?:^|,)\s*(basic|digest)(?=\s|$)(?!\s*=)/gi)];
  return beginnings.flatMap((match, n) => {
    const from = match.index + match[0].length;
    const read = readChallenge(match[1] ?? '', field.slice(from, beginnings[n + 1]?.index));
    return read ? [read] : [];
  });
}

function readChallenge(scheme: string, text: string): Challenge | undefined {
  const parameters = readParameters(text);
  const realm = parameters.get('realm') ?? '';
  if (scheme.toLowerCase() === 'basic') return { scheme: 'basic', realm };
  const nonce = parameters.get('nonce');
  const algorithmName = parameters.get('algorithm');
  const algorithm = ALGORITHMS.get((algorithmName ?? 'md5').toLowerCase());
  if (nonce === undefined || !algorithm) return undefined;
  const hasQop = (parameters.get('qop') ?? '')
    .toLowerCase()
    .split(/[\s,]+/)
    .includes('auth');
  const isStale = parameters.get('stale')?.toLowerCase() === 'true';
  return {
    scheme: 'digest',
    realm,
    nonce,
    opaque: parameters.get('opaque'),
    algorithm,
    algorithmName,
    hasQop,
    isStale,
  };
}

/** `a="b, c", d=e`; quotes may be left out, as some cameras do. */
function readParameters(text: string): ReadonlyMap<string, string> {
  const parameters = new Map<string, string>();
  for (const [, key = '', quoted, plain] of text.matchAll(/([a-z0-9-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]*))/gi)) {
    const value = quoted === undefined ? (plain ?? '') : quoted.replace(/\\(.)/g, '$1');
    if (!parameters.has(key.toLowerCase())) parameters.set(key.toLowerCase(), value);
  }
  return parameters;
}

/** The value of `Authorization` that answers a challenge. */
export function authorisationOf(challenge: Challenge, answer: Answer): string {
  const { credentials, method, uri, count, cnonce, hash, base64 } = answer;
  const { user, password } = credentials;
  if (challenge.scheme === 'basic') return `Basic ${base64(`${user}:${password}`)}`;
  const { realm, nonce, opaque, algorithm, algorithmName, hasQop } = challenge;
  const of = (text: string) => hash(algorithm, text);
  const nc = count.toString(16).padStart(8, '0');
  const [who, what] = [of(`${user}:${realm}:${password}`), of(`${method}:${uri}`)];
  const response = of(hasQop ? `${who}:${nonce}:${nc}:${cnonce}:auth:${what}` : `${who}:${nonce}:${what}`);
  const fields = [
    ...[`username=${quote(user)}`, `realm=${quote(realm)}`, `nonce=${quote(nonce)}`, `uri=${quote(uri)}`],
    `response="${response}"`,
    ...(opaque === undefined ? [] : [`opaque=${quote(opaque)}`]),
    ...(algorithmName === undefined ? [] : [`algorithm=${algorithmName}`]),
    ...(hasQop ? ['qop=auth', `nc=${nc}`, `cnonce="${cnonce}"`] : []),
  ];
  return `Digest ${fields.join(', ')}`;
}

function quote(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}
