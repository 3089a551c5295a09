import { z } from 'zod';
import { type Text, text as textOf } from '../texts/text';

/** What a setting's value may be: one zod schema, and what a command line needs besides. */
export interface FlagKind<T> {
  /** Shown in `--help` behind the name; empty for a switch. */
  readonly placeholder: string;
  /** What is allowed, for the one line that refuses a value. */
  readonly allowed: Text;
  /** Reads and checks the value as a settings file has it. */
  readonly schema: z.ZodType<T>;
  /** A command line's text as a settings file would have it; the schema judges it. */
  toJson(text: string): unknown;
  /** Reads a command line's text. `undefined` refuses it. */
  fromText(text: string): T | undefined;
  /** Present where the flag may be given more than once: both values as one. */
  join?(before: T, next: T): T;
  /** What is wrong with a refused text, where that says more than `allowed`; names the text itself. */
  refusal?(text: string): Text | undefined;
}

/** A kind of its schema. `toJson` is left out where a command line's text is what stands in the file. */
export function kindOf<T>(
  placeholder: string,
  allowed: Text,
  schema: z.ZodType<T>,
  toJson: (text: string) => unknown = (text) => text,
): FlagKind<T> {
  return { placeholder, allowed, schema, toJson, fromText: (text) => schema.safeParse(toJson(text)).data };
}

/** A schema of values that `read` turns into others, or refuses. */
export function reading<I, T>(input: z.ZodType<I>, read: (value: I) => T | undefined): z.ZodType<T> {
  return input.transform((value, context) => {
    const result = read(value);
    if (result !== undefined) return result;
    // not shown: who refuses the value says what is allowed
    context.addIssue('not allowed');
    return z.NEVER;
  });
}

/** A switch: on when it is there. In a settings file `true` or `false`. */
export const toggle: FlagKind<boolean> = kindOf('', textOf('allowed.toggle'), z.boolean(), () => true);

/** Text that `read` turns into a value, or refuses. */
export function parsed<T>(placeholder: string, allowed: Text, read: (text: string) => T | undefined): FlagKind<T> {
  return kindOf(placeholder, allowed, reading(z.string(), read));
}

/** Text or, in a settings file, a number, which `read` turns into a number, or refuses. */
export function measure(
  placeholder: string,
  allowed: Text,
  read: (text: string) => number | undefined,
): FlagKind<number> {
  const schema = reading(z.union([z.number(), z.string()]), (value) => read(String(value)));
  return kindOf(placeholder, allowed, schema);
}

/** A path of a file. */
export const filePath = parsed('FILE', textOf('allowed.path'), (value) => (value.length > 0 ? value : undefined));

/** A number from `min` to `max`; `whole` refuses fractions. */
export function number(placeholder: string, min: number, max: number, whole = true): FlagKind<number> {
  const range = z.number().min(min).max(max);
  return kindOf(
    placeholder,
    textOf(whole ? 'allowed.wholeNumber' : 'allowed.number', { min, max }),
    whole ? range.int() : range,
    (value) => (/^\d+(\.\d+)?$/.test(value) ? Number(value) : value),
  );
}

/** A TCP port. `any` also allows 0: the system chooses. */
export function port(any = false): FlagKind<number> {
  return number('PORT', any ? 0 : 1, 65535);
}

/** One of a few words. */
export function oneOf<const T extends string>(...words: readonly T[]): FlagKind<T> {
  return kindOf(words.join('|'), textOf('allowed.oneOf', { words: words.join(', ') }), z.enum(words));
}

/** A flag that may be given again and again, each time with one value of `kind`. In a settings file an array. */
export function repeatable<T>(kind: FlagKind<T>, most = 64): FlagKind<readonly T[]> {
  const list = kindOf(kind.placeholder, kind.allowed, z.array(kind.schema).max(most), (value) => [kind.toJson(value)]);
  return {
    ...list,
    join: (before, next) => [...before, ...next],
    ...(kind.refusal && { refusal: (value: string) => kind.refusal?.(value) }),
  };
}
