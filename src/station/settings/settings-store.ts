import { isDeepStrictEqual } from 'node:util';
import { Listeners } from '#core/listeners';
import { reasonOf } from '#core/reason-of';
import { SETTINGS, type SettingTable } from '#core/settings/settings';
import { changeDocument, formatSettings, readDocument, type SettingsDocument } from '#core/settings/settings-document';
import type { Given, ValuesOf } from '#core/settings/values';
import { english } from '#core/texts/english';
import type { Result } from '#core/texts/result';
import { type Text, text } from '#core/texts/text';
import type { Log } from '../log';
import { replaceFile } from '../replace-file';
import { backupOf, readSettingsFile } from './settings-file';

/** Changes as they would stand in the file; `undefined` takes a setting out, so that its default counts again. */
export type SettingChanges = Readonly<Record<string, unknown>>;

/**
 * The settings file, read and written. Others may change it too: each write begins with what stands in it then, and
 * leaves all that it does not change as it is, also what only a newer version knows. What was replaced stays beside it.
 */
export class SettingsStore {
  readonly file: string;
  /** What of the file could not be used when it was read. It is left out, and kept. */
  readonly problems: readonly Text[];
  readonly #log: Log;
  readonly #table: SettingTable;
  readonly #listeners = new Listeners<readonly string[]>();
  #document: SettingsDocument = {};
  #given: Given = new Map();
  /** Writes, one after the other. */
  #writing: Promise<unknown> = Promise.resolve();

  /** @param file such as `~/.config/groundglass/settings.json`; it may be absent, and a broken one is put aside */
  constructor(file: string, log: Log, table: SettingTable = SETTINGS) {
    this.file = file;
    this.#log = log;
    this.#table = table;
    try {
      this.#document = readSettingsFile(file, log);
    } catch (error) {
      log.warn(`the settings in ${file} cannot be read: ${reasonOf(error)}`);
    }
    const { given, problems } = readDocument(file, this.#document, table);
    this.#given = given;
    this.problems = problems;
  }

  /** The values that the file gives, by id; what is not in it has its default. */
  get given(): Given {
    return this.#given;
  }

  /** One value of the file. */
  get<K extends keyof typeof SETTINGS>(id: K): ValuesOf<typeof SETTINGS>[K] | undefined {
    return this.#given.get(id) as ValuesOf<typeof SETTINGS>[K] | undefined;
  }

  /** @param listener is given the ids of what changed. @returns how to unsubscribe */
  onChange(listener: (ids: readonly string[]) => void): () => void {
    return this.#listeners.subscribe(listener);
  }

  /**
   * Changes settings, all or none. They count at once; the promise is that of the disk.
   *
   * @returns one line for people where a value is not allowed, or the disk refuses
   */
  set(changes: SettingChanges): Promise<Result<void>> {
    const changed = changeDocument(this.#document, changes, this.#table);
    if (!changed.ok) return Promise.resolve(changed);
    this.#become(changed.value);
    const written = this.#writing.then(() => this.#write(changes));
    this.#writing = written;
    return written;
  }

  /** Resolves when all that was changed is on the disk, or has failed. */
  async written(): Promise<void> {
    await this.#writing;
  }

  async #write(changes: SettingChanges): Promise<Result<void>> {
    try {
      const before = readSettingsFile(this.file, this.#log);
      const changed = changeDocument(before, changes, this.#table);
      if (!changed.ok) return changed;
      if (Object.keys(before).length > 0) await replaceFile(backupOf(this.file), formatSettings(before));
      await replaceFile(this.file, formatSettings(changed.value));
      return { ok: true, value: undefined };
    } catch (error) {
      const reason = reasonOf(error);
      const message = text('settings.notKept', { file: this.file, reason });
      this.#log.warn(english(message));
      return { ok: false, message };
    }
  }

  #become(document: SettingsDocument): void {
    const before = this.#given;
    this.#document = document;
    this.#given = readDocument(this.file, document, this.#table).given;
    const ids = [...new Set([...before.keys(), ...this.#given.keys()])];
    const changed = ids.filter((id) => !isDeepStrictEqual(before.get(id), this.#given.get(id)));
    if (changed.length === 0) return;
    this.#listeners.notify(changed);
  }
}
