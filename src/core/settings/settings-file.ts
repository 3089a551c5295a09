import type { FlagTable, Given, Read } from './values';

/**
 * Reads a settings file's text against a table.
 *
 * @param file its name, for the message
 * @returns the values given, or one line that names the key and what is allowed
 */
export function readSettingsFile(table: FlagTable, file: string, text: string): Read<Given> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return { ok: false, message: `${file} is not JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    return { ok: false, message: `${file} must be a JSON object of settings, such as {"host": "192.168.1.100"}` };
  }
  const given = new Map<string, unknown>();
  for (const [name, value] of Object.entries(json)) {
    const flag = Object.hasOwn(table, name) ? table[name] : undefined;
    if (!flag) return { ok: false, message: `${file}: “${name}” is not a setting: ${Object.keys(table).join(', ')}` };
    const read = flag.kind.fromJson(value);
    if (read === undefined) {
      const shown = flag.kind.secret ? 'what it is' : JSON.stringify(value);
      return {
        ok: false,
        message: `${file}: “${name}” is not allowed to be ${shown}: ${flag.kind.join ? 'an array, each ' : ''}${flag.kind.allowed}`,
      };
    }
    given.set(name, read);
  }
  return { ok: true, value: given };
}
