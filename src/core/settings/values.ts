import type { FlagKind } from './flag';
import type { Option } from './setting';

/** A table of settings by their camelCase names. */
export type FlagTable = Readonly<Record<string, Option>>;

/** The value of one row: `undefined` among its values only where it has no default. */
type ValueOf<R> = R extends { readonly kind: FlagKind<infer V> }
  ? R extends { readonly default: unknown }
    ? V
    : V | undefined
  : never;

/** The values that a table describes: every setting is there. */
export type ValuesOf<T extends FlagTable> = { readonly [K in keyof T]: ValueOf<T[K]> } & {};

/** Values that somebody gave, by name. */
export type Given = ReadonlyMap<string, unknown>;

/** `videoPort` → `video-port`. */
export function kebabCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** A setting's name on the command line, without its dashes. */
export function flagName(name: string, option: Option): string {
  return option.flag ?? kebabCase(name);
}

/** A row's value where none is given. @throws where the row's default is not one of its kind; a test looks at all */
export function defaultOf({ kind, default: value }: Option): unknown {
  return value === undefined ? undefined : kind.schema.parse(value);
}

/** Fills a table from given values; a later one of `given` wins over an earlier one. */
export function fillValues<T extends FlagTable>(table: T, ...given: readonly Given[]): ValuesOf<T> {
  const values: Record<string, unknown> = {};
  for (const [name, option] of Object.entries(table)) {
    values[name] = defaultOf(option);
    for (const source of given) if (source.has(name)) values[name] = source.get(name);
  }
  return values as ValuesOf<T>;
}
