import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { REGISTER_RESULTS } from '#core/protocols/jt808/messages/register';
import { simName } from './sim-name';

/** A terminal that the operator has named. */
export interface ListedTerminal {
  /** Its phone number, in any spelling. */
  readonly phone: string;
  /** What it must authenticate with, and is never told. Absent: it is given a code when it first registers. */
  readonly code?: string;
}

export interface TerminalBookOptions {
  readonly listed: readonly ListedTerminal[];
  /** Terminals that were not named may connect too. */
  readonly acceptsNew: boolean;
  /** Codes that were given before this station began. */
  readonly kept?: readonly KeptTerminal[];
  /** Keeps the codes that were given and are used. */
  readonly keep?: (terminals: readonly KeptTerminal[]) => void;
}

/** What outlives the station of a code that was given: SHA-256 in hexadecimal digits, since the code itself is the terminal's. */
export interface KeptTerminal {
  readonly sim: string;
  readonly codeHash: string;
  readonly identityHash: string;
}

/** As many as are remembered of those that were not named. */
const MAX_NEW = 20_000;

interface Entry {
  /** Never told. */
  readonly secret?: string;
  /** Given to the terminal, and what it said of itself then. */
  given?: {
    /** Absent where it was given before this station began. */
    readonly code?: string;
    readonly codeHash: string;
    readonly identityHash: string;
  };
  /** The terminal has shown the code that it was given. */
  isUsed?: boolean;
  /** As it was kept last. */
  keptHash?: string;
}

/**
 * Which terminals may come, and with which code. The protocol has no cryptography: a phone number is a claim, a code is
 * what backs it. A code that is given out goes to the first device that registers; after that only to one that says the same of
 * itself, so that another cannot take its place by its number alone.
 */
export class TerminalBook {
  readonly #entries = new Map<string, Entry>();
  readonly #acceptsNew: boolean;
  readonly #maxEntries: number;
  readonly #keep: (terminals: readonly KeptTerminal[]) => void;

  constructor({ listed, acceptsNew, kept = [], keep = () => undefined }: TerminalBookOptions) {
    this.#acceptsNew = acceptsNew;
    this.#keep = keep;
    for (const { phone, code } of listed) this.#entries.set(simName(phone), code === undefined ? {} : { secret: code });
    this.#maxEntries = this.#entries.size + MAX_NEW;
    for (const { sim, ...given } of kept) {
      const entry = this.#entries.get(sim) ?? this.#addNew(sim);
      // One that may not come any more, or has a code of the operator's by now, has none of ours.
      if (entry && entry.secret === undefined) Object.assign(entry, { given, isUsed: true, keptHash: given.codeHash });
    }
  }

  /**
   * A terminal asks for a code.
   *
   * @param identity maker, model and number of the device, as it says
   */
  register(sim: string, identity: string): { readonly result: number; readonly authCode: string } {
    const entry = this.#entries.get(sim) ?? this.#addNew(sim);
    if (!entry) return { result: REGISTER_RESULTS.noSuchTerminal, authCode: '' };
    const identityHash = hashOf(identity);
    const isOther = entry.given !== undefined && entry.given.identityHash !== identityHash;
    if (entry.secret !== undefined || isOther) return { result: REGISTER_RESULTS.terminalRegistered, authCode: '' };
    const { code = randomBytes(8).toString('hex') } = entry.given ?? {};
    // Of a code that was given before, the hash alone is known: it is replaced by a new one.
    entry.given = { code, codeHash: hashOf(code), identityHash };
    return { result: REGISTER_RESULTS.success, authCode: code };
  }

  /** Whether this code is that terminal's. */
  authenticates(sim: string, code: string): boolean {
    const entry = this.#entries.get(sim);
    if (entry?.secret !== undefined) return isSame(hashOf(entry.secret), hashOf(code));
    const { given } = entry ?? {};
    if (!entry || !given || !isSame(given.codeHash, hashOf(code))) return false;
    // A code that no terminal shows is no more than a question: it is not kept.
    const isNews = !entry.isUsed || entry.keptHash !== given.codeHash;
    entry.isUsed = true;
    entry.keptHash = given.codeHash;
    if (isNews) this.#keep(this.#kept());
    return true;
  }

  #kept(): KeptTerminal[] {
    return [...this.#entries].flatMap(([sim, { given, isUsed }]) =>
      given && isUsed ? [{ sim, codeHash: given.codeHash, identityHash: given.identityHash }] : [],
    );
  }

  #addNew(sim: string): Entry | undefined {
    if (!this.#acceptsNew || this.#entries.size >= this.#maxEntries) return undefined;
    const entry: Entry = {};
    this.#entries.set(sim, entry);
    return entry;
  }
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Compares two hashes in a time that tells nothing of where they differ. */
function isSame(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
