/** What a flag's text may be, and how it is read. */
export interface FlagKind<T> {
  /** Shown in `--help` behind the name; empty for a switch. */
  readonly placeholder: string;
  /** What is allowed, for the one line that refuses a value. */
  readonly allowed: string;
  /** Reads a command line's text. `undefined` refuses it. */
  fromText(text: string): T | undefined;
  /** Reads a settings file's JSON value. `undefined` refuses it. */
  fromJson(value: unknown): T | undefined;
  /** Present where the flag may be given more than once: both values as one. */
  join?(before: T, next: T): T;
  /** A refused value may hold a secret, and is not repeated. */
  readonly secret?: true;
  /** What is wrong with a refused text, where that says more than `allowed`; names the text itself. */
  refusal?(text: string): string | undefined;
}

/** A named setting: one row of the table that makes the command line, the settings file, `--help` and the README. */
export interface Flag<T> {
  readonly kind: FlagKind<T>;
  readonly description: string;
  readonly fallback: T;
  /** Without dashes, where it is not the setting's name in kebab case: `source` for `sources`. */
  readonly flag?: string;
}

/** A switch: on when it is there. In a settings file `true` or `false`. */
export const toggle: FlagKind<boolean> = {
  placeholder: '',
  allowed: 'true or false',
  fromText: () => true,
  fromJson: (value) => (typeof value === 'boolean' ? value : undefined),
};

/** Text that `read` turns into a value, or refuses. */
export function text<T>(placeholder: string, allowed: string, read: (text: string) => T | undefined): FlagKind<T> {
  return {
    placeholder,
    allowed,
    fromText: read,
    fromJson: (value) => (typeof value === 'string' ? read(value) : undefined),
  };
}

/** A number from `min` to `max`; `whole` refuses fractions. */
export function number(placeholder: string, min: number, max: number, whole = true): FlagKind<number> {
  const fits = (value: number) =>
    Number.isFinite(value) && value >= min && value <= max && (!whole || Number.isInteger(value)) ? value : undefined;
  return {
    placeholder,
    allowed: `${whole ? 'a whole number' : 'a number'} from ${min} to ${max}`,
    fromText: (value) => (/^\d+(\.\d+)?$/.test(value) ? fits(Number(value)) : undefined),
    fromJson: (value) => (typeof value === 'number' ? fits(value) : undefined),
  };
}

/** A TCP port. `any` also allows 0: the system chooses. */
export function port(any = false): FlagKind<number> {
  return number('PORT', any ? 0 : 1, 65535);
}

/** One of a few words. */
export function oneOf<const T extends string>(...words: readonly T[]): FlagKind<T> {
  return text(words.join('|'), `one of ${words.join(', ')}`, (value) => words.find((word) => word === value));
}

/** A flag that may be given again and again, each time with one value of `kind`. In a settings file an array. */
export function repeatable<T>(kind: FlagKind<T>, most = 64): FlagKind<readonly T[]> {
  return {
    placeholder: kind.placeholder,
    allowed: kind.allowed,
    fromText: (value) => {
      const one = kind.fromText(value);
      return one === undefined ? undefined : [one];
    },
    fromJson: (value) => {
      if (!Array.isArray(value) || value.length > most) return undefined;
      const all = value.map((one) => kind.fromJson(one)).filter((one) => one !== undefined);
      return all.length === value.length ? all : undefined;
    },
    join: (before, next) => [...before, ...next],
    ...(kind.refusal && { refusal: (value: string) => kind.refusal?.(value) }),
  };
}

/** The same kind with `undefined` among its values, for settings that have no fallback. */
export function optional<T>(kind: FlagKind<T>): FlagKind<T | undefined> {
  return kind;
}
