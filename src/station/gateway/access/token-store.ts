import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { z } from 'zod';
import { reasonOf } from '#core/reason-of';
import { ROLES, type Role } from '../../extension/role';
import { writePrivately } from './private-file';

const TOKEN_BYTES = 32;
/** How long a token that was revoked by another process may still let somebody in. */
const LOOK_AGAIN_MS = 1000;
const MAX_TOKENS = 1000;
/** How long a program may take to open the link that it was started with. */
const ONCE_MS = 60_000;

const fileSchema = z.object({
  version: z.literal(1),
  tokens: z
    .array(
      z.object({
        id: z.string().min(1).max(20),
        role: z.enum(ROLES),
        /** SHA-256 of the token, base64url. A fast hash does: the token has 256 random bits. */
        hash: z.string().length(43),
        made: z.iso.datetime(),
      }),
    )
    .max(MAX_TOKENS),
});
type Entry = z.infer<typeof fileSchema>['tokens'][number];

/** A token as people see it in a list. */
export type TokenInfo = Pick<Entry, 'id' | 'role' | 'made'>;

/** A token just made: the only time that its text is known. */
export interface NewToken extends TokenInfo {
  readonly token: string;
}

/** The tokens that open the gateway. Only their hashes are kept, in a file that its owner alone may read. */
export class TokenStore {
  readonly #file: string;
  #kept: readonly Entry[] = [];
  #passing: readonly Entry[] = [];
  /** Roles by the hash of a code that opens once. */
  readonly #once = new Map<string, { readonly role: Role; readonly untilMs: number }>();
  #readAtMs = Number.NEGATIVE_INFINITY;
  #stamp = '';

  /** @param file absolute path of `access.json`, which need not exist. @throws where it is there and is not one */
  constructor(file: string) {
    this.#file = file;
    this.#readAgain();
  }

  /** Which token this is; `undefined` for one that is not ours. Takes as long for either. */
  find(token: string): TokenInfo | undefined {
    this.#readIfChanged();
    const given = hash(token);
    let found: TokenInfo | undefined;
    for (const entry of [...this.#kept, ...this.#passing]) {
      if (timingSafeEqual(given, Buffer.from(entry.hash, 'base64url'))) found = infoOf(entry);
    }
    return found;
  }

  /** Whether there is still a token of this id. */
  has(id: string): boolean {
    this.#readIfChanged();
    return [...this.#kept, ...this.#passing].some((entry) => entry.id === id);
  }

  list(): readonly TokenInfo[] {
    this.#readAgain();
    return this.#kept.map(infoOf);
  }

  /** Makes a token and keeps its hash. @throws where there are a thousand: a file of more is not read */
  make(role: Role): NewToken {
    this.#readAgain();
    if (this.#kept.length >= MAX_TOKENS) {
      throw new Error(`${this.#file} has ${MAX_TOKENS} tokens already; take some back (groundglass token revoke)`);
    }
    const { token, entry } = newToken(role);
    this.#write([...this.#kept, entry]);
    return { token, ...infoOf(entry) };
  }

  /** Makes a token that lives as long as this process and is written nowhere. */
  makePassing(role: Role): string {
    const { token, entry } = newToken(role);
    this.#passing = [...this.#passing, entry];
    return token;
  }

  /**
   * Makes a code that is exchanged for a passing token once, within a minute: for a program's command line, which other people on
   * the machine can read.
   */
  makeOnce(role: Role): string {
    const code = randomBytes(TOKEN_BYTES).toString('base64url');
    const now = performance.now();
    for (const [key, { untilMs }] of this.#once) if (untilMs < now) this.#once.delete(key);
    this.#once.set(hash(code).toString('base64url'), { role, untilMs: now + ONCE_MS });
    return code;
  }

  /** The passing token for such a code, which opens nothing afterwards. `undefined` for anything else. */
  exchange(code: string): string | undefined {
    const key = hash(code).toString('base64url');
    const found = this.#once.get(key);
    this.#once.delete(key);
    return found && found.untilMs >= performance.now() ? this.makePassing(found.role) : undefined;
  }

  /** Takes a token back. Returns whether there was one. */
  revoke(id: string): boolean {
    this.#readAgain();
    const left = this.#kept.filter((entry) => entry.id !== id);
    if (left.length === this.#kept.length) return false;
    this.#write(left);
    return true;
  }

  #write(tokens: readonly Entry[]): void {
    writePrivately(this.#file, `${JSON.stringify({ version: 1, tokens }, undefined, 2)}\n`);
    this.#kept = tokens;
  }

  /** Another process may have made or revoked one. A file that was broken meanwhile lets no client in. */
  #readIfChanged(): void {
    const now = performance.now();
    if (now - this.#readAtMs < LOOK_AGAIN_MS) return;
    this.#readAtMs = now;
    try {
      this.#readAgain();
    } catch {
      this.#kept = [];
    }
  }

  #readAgain(): void {
    const stat = statSync(this.#file, { throwIfNoEntry: false });
    const stamp = stat ? `${stat.mtimeMs} ${stat.size} ${stat.ino}` : '';
    if (stamp === this.#stamp) return;
    this.#kept = stat ? readTokens(this.#file) : [];
    this.#stamp = stamp;
  }
}

function infoOf({ id, role, made }: Entry): TokenInfo {
  return { id, role, made };
}

function readTokens(file: string): readonly Entry[] {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Error(`${file} cannot be read: ${reasonOf(error)}`);
  }
  const read = fileSchema.safeParse(value);
  if (!read.success) throw new Error(`${file} is not a list of tokens; move it away to begin a new one`);
  return read.data.tokens;
}

function newToken(role: Role): { readonly token: string; readonly entry: Entry } {
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  const id = randomBytes(4).toString('hex');
  const made = new Date().toISOString();
  return { token, entry: { id, role, hash: hash(token).toString('base64url'), made } };
}

function hash(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
