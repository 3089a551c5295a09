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
  /** Terminals that nobody has named may come too. */
  readonly acceptsNew: boolean;
}

/** As many as are remembered of those that nobody has named. */
const MOST_NEW = 20_000;

interface Entry {
  /** Never told. */
  readonly secret?: string;
  /** Given to the terminal, and what it said of itself then. */
  given?: { readonly code: string; readonly identity: string };
}

/**
 * Which terminals may come, and with which code. The protocol has no cryptography: a phone number is a claim, a code is
 * what backs it. A code that is given out goes to whoever registers first; after that only to one that says the same of
 * itself, so that another cannot take its place by its number alone.
 */
export class TerminalBook {
  readonly #entries = new Map<string, Entry>();
  readonly #acceptsNew: boolean;
  readonly #mostEntries: number;

  constructor({ listed, acceptsNew }: TerminalBookOptions) {
    this.#acceptsNew = acceptsNew;
    for (const { phone, code } of listed) this.#entries.set(simName(phone), code === undefined ? {} : { secret: code });
    this.#mostEntries = this.#entries.size + MOST_NEW;
  }

  /**
   * A terminal asks for a code.
   *
   * @param identity maker, model and number of the device, as it says
   */
  register(sim: string, identity: string): { readonly result: number; readonly authCode: string } {
    const entry = this.#entries.get(sim) ?? this.#addNew(sim);
    if (!entry) return { result: REGISTER_RESULTS.noSuchTerminal, authCode: '' };
    const isOther = entry.given !== undefined && entry.given.identity !== identity;
    if (entry.secret !== undefined || isOther) return { result: REGISTER_RESULTS.terminalRegistered, authCode: '' };
    entry.given ??= { code: randomBytes(8).toString('hex'), identity };
    return { result: REGISTER_RESULTS.success, authCode: entry.given.code };
  }

  /** Whether this code is that terminal's. */
  authenticates(sim: string, code: string): boolean {
    const entry = this.#entries.get(sim);
    const expected = entry?.secret ?? entry?.given?.code;
    return expected !== undefined && isSame(expected, code);
  }

  #addNew(sim: string): Entry | undefined {
    if (!this.#acceptsNew || this.#entries.size >= this.#mostEntries) return undefined;
    const entry: Entry = {};
    this.#entries.set(sim, entry);
    return entry;
  }
}

/** Compares in a time that tells nothing of where they differ. */
function isSame(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
