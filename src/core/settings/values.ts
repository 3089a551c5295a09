import type { Flag } from './flag';

/** A table of settings by their camelCase names. */
export type FlagTable = Record<string, Flag<unknown>>;

/** The values that a table describes: every setting is there. */
export type ValuesOf<T extends FlagTable> = { readonly [K in keyof T]: T[K] extends Flag<infer V> ? V : never } & {};

/** Values that somebody gave, by name. */
export type Given = ReadonlyMap<string, unknown>;

/** The result of reading settings: values, or the one line that says what is wrong and what is allowed. */
export type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly message: string };

/** `videoPort` → `video-port`. */
export function kebabCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** A setting's name on the command line, without its dashes. */
export function flagName(name: string, flag: Flag<unknown>): string {
  return flag.flag ?? kebabCase(name);
}

/** Fills a table from given values; a later one of `given` wins over an earlier one. */
export function fillValues<T extends FlagTable>(table: T, ...given: readonly Given[]): ValuesOf<T> {
  const values: Record<string, unknown> = {};
  for (const [name, flag] of Object.entries(table)) {
    values[name] = flag.fallback;
    for (const source of given) if (source.has(name)) values[name] = source.get(name);
  }
  return values as ValuesOf<T>;
}
