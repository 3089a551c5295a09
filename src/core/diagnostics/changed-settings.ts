import { SETTINGS, type SettingTable } from '../settings/settings';
import { HIDDEN, hideSecrets } from '../settings/source-secrets';
import { defaultOf } from '../settings/values';

type Values = Readonly<Record<string, unknown>>;

/** What a person set otherwise than it comes, `name = value` in JSON; of a secret only that it is set. */
export function changedSettings(values: Values, table: SettingTable = SETTINGS): readonly string[] {
  return changedRows(values, table).map(([name, value, row]) => `${name} = ${row.secret ? HIDDEN : shown(value)}`);
}

/** All words in the values of secret settings, and what stands in front of the host in URLs: to be looked for elsewhere. */
export function secretsOf(values: Values, table: SettingTable = SETTINGS): readonly string[] {
  return changedRows(values, table).flatMap(([, value, row]) =>
    textsIn(value).flatMap((text) => [...(row.secret ? [text] : []), ...userInfoOf(text)]),
  );
}

function changedRows(values: Values, table: SettingTable) {
  return Object.entries(table).flatMap(([name, row]): [string, unknown, SettingTable[string]][] => {
    const value = values[name];
    if (value === undefined || JSON.stringify(value) === JSON.stringify(defaultOf(row))) return [];
    return [[name, value, row]];
  });
}

function shown(value: unknown): string {
  return JSON.stringify(value, (_, one: unknown) => (typeof one === 'string' ? hideSecrets(one) : one));
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}

/** User and password of a URL, as they are written and as they are meant. */
function userInfoOf(url: string): readonly string[] {
  const info = /^[a-z][a-z0-9+.-]*:\/\/(.*)@/i.exec(url)?.[1];
  if (info === undefined) return [];
  const [user = '', ...rest] = info.split(':');
  return [info, user, rest.join(':')].flatMap((one) => [one, decoded(one)]);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
