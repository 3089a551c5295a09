import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { reasonOf } from '#core/reason-of';
import type { Log } from '../../log';
import { replaceFile } from '../../replace-file';
import { LatestSave } from '../../settings/latest-save';
import type { KeptTerminal } from '../../sources/accept/jt/terminal-book';

const FILE = 'terminals.json';
const hashSchema = z.string().regex(/^[0-9a-f]{64}$/);
const fileSchema = z.object({
  version: z.literal(1),
  terminals: z
    .array(z.object({ sim: z.string().regex(/^[0-9a-f]{1,20}$/), codeHash: hashSchema, identityHash: hashSchema }))
    .max(50_000),
});

/** The codes that dash cams were given, as hashes, in a file for this user alone: a restart sends none to register anew. */
export class TerminalCodes {
  readonly #file: string;
  readonly #log: Log;
  readonly #saves = new LatestSave<readonly KeptTerminal[]>((terminals) => this.#write(terminals));

  /** @param folder where the program keeps what outlives it */
  constructor(folder: string, log: Log) {
    this.#file = path.join(folder, FILE);
    this.#log = log;
  }

  /** What cannot be read is none: terminals are given new codes then. */
  read(): readonly KeptTerminal[] {
    let text: string;
    try {
      text = readFileSync(this.#file, 'utf8');
    } catch {
      return [];
    }
    try {
      return fileSchema.parse(JSON.parse(text)).terminals;
    } catch (error) {
      this.#log.warn(`the codes of dash cams cannot be read: ${reasonOf(error)}`);
      return [];
    }
  }

  /** Writes them soon; of several that come meanwhile the last. */
  save(terminals: readonly KeptTerminal[]): void {
    this.#saves.put(terminals);
  }

  /** Resolves when they are written. */
  saved(): Promise<void> {
    return this.#saves.saved();
  }

  async #write(terminals: readonly KeptTerminal[]): Promise<void> {
    await replaceFile(this.#file, `${JSON.stringify({ version: 1, terminals })}\n`).catch((error: unknown) => {
      this.#log.warn(`the codes of dash cams cannot be kept: ${reasonOf(error)}`);
    });
  }
}
