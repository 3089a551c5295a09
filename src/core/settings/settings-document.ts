import type { Result } from '../texts/result';
import { type Text, text as textOf, verbatim } from '../texts/text';
import { nearest } from './nearest';
import { SETTINGS, type SettingTable, storedSettings } from './settings';
import type { Given } from './values';

/** The version that this program writes into `settings.json`. A file without one is as people write it by hand. */
export const SETTINGS_VERSION = 1;

/** A settings file as it is, with what this version does not know. */
export type SettingsDocument = Readonly<Record<string, unknown>>;

/** What brings a file of one version to the next: the first is of version 0, which is a file with no version. */
const MIGRATIONS: readonly ((document: SettingsDocument) => SettingsDocument)[] = [(document) => document];

/** What a file says, and what of it cannot be used. */
export interface ReadSettings {
  readonly given: Given;
  /** One message for each, which names the file. */
  readonly problems: readonly Text[];
}

/** Reads a file's text. @returns the document in the form of this version, or of a newer one as it stands */
export function parseSettings(
  file: string,
  text: string,
  migrations: typeof MIGRATIONS = MIGRATIONS,
): Result<SettingsDocument> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    const place = placeOf(error);
    if (place === undefined) return { ok: false, message: textOf('settings.notJson', { file }) };
    return { ok: false, message: textOf('settings.notJsonAt', { file, place }) };
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    return { ok: false, message: textOf('settings.notObject', { file }) };
  }
  const document: SettingsDocument = { ...json };
  return { ok: true, value: migrations.slice(versionOf(document)).reduce((older, step) => step(older), document) };
}

/** Where the text is wrong. Engines also quote the text there, which may be a password. */
function placeOf(error: unknown): string | undefined {
  return error instanceof Error ? /line \d+ column \d+|position \d+/.exec(error.message)?.[0] : undefined;
}

function versionOf({ version }: SettingsDocument): number {
  return typeof version === 'number' && Number.isInteger(version) && version > 0 ? version : 0;
}

/**
 * Takes the settings out of a document. What a newer version wrote and this one does not know is no problem.
 *
 * @param file its name, for the messages
 */
export function readDocument(file: string, document: SettingsDocument, table: SettingTable = SETTINGS): ReadSettings {
  const stored = storedSettings(table);
  const given = new Map<string, unknown>();
  const problems: Text[] = [];
  const isNewer = versionOf(document) > SETTINGS_VERSION;
  for (const [name, value] of Object.entries(document)) {
    if (name === 'version') continue;
    const setting = Object.hasOwn(stored, name) ? stored[name] : undefined;
    if (!setting) {
      if (!isNewer && !Object.hasOwn(table, name))
        problems.push(inFile(file, textOf('settings.unknown', { name, advice: adviceFor(name, stored) })));
      continue;
    }
    const read = setting.kind.schema.safeParse(value);
    if (read.success) given.set(name, read.data);
    else problems.push(inFile(file, refusal(name, setting, value)));
  }
  return { given, problems };
}

function inFile(file: string, problem: Text): Text {
  return textOf('settings.inFile', { file, problem });
}

function adviceFor(name: string, table: SettingTable): Text {
  const meant = nearest(name, Object.keys(table));
  return meant === undefined ? verbatim(Object.keys(table).join(', ')) : textOf('settings.meant', { meant });
}

function refusal(name: string, { kind, secret }: SettingTable[string], value: unknown): Text {
  const allowed = kind.join ? textOf('allowed.each', { allowed: kind.allowed }) : kind.allowed;
  if (secret) return textOf('settings.refusedSecret', { name, allowed });
  return textOf('settings.refused', { name, value: JSON.stringify(value), allowed });
}

/**
 * Changes settings in a document. All that is not named stays as it is, whoever wrote it.
 *
 * @param changes values as they stand in a file; `undefined` takes a setting out
 * @returns the new document, or one line that names the setting and what is allowed
 */
export function changeDocument(
  document: SettingsDocument,
  changes: Readonly<Record<string, unknown>>,
  table: SettingTable = SETTINGS,
): Result<SettingsDocument> {
  const stored = storedSettings(table);
  const changed = new Map(Object.entries(document));
  for (const [name, value] of Object.entries(changes)) {
    const setting = Object.hasOwn(stored, name) ? stored[name] : undefined;
    if (!setting) return { ok: false, message: textOf('settings.unknownName', { name }) };
    if (value === undefined) changed.delete(name);
    else if (setting.kind.schema.safeParse(value).success) changed.set(name, value);
    else return { ok: false, message: refusal(name, setting, value) };
  }
  changed.delete('version');
  const version = Math.max(SETTINGS_VERSION, versionOf(document));
  return { ok: true, value: { version, ...Object.fromEntries(changed) } };
}

/** A document as it is written. */
export function formatSettings(document: SettingsDocument): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}
