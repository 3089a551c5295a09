/**
 * The parameters of a message, read off its pattern: `'{name}: {n, plural, one {# gap} other {# gaps}}'` wants
 * `{ name: Value; n: number }`.
 */
export type ParamsOf<Pattern extends string, Value> = {
  readonly [Each in Arguments<WithoutQuoted<Pattern>> as Each[0]]: Each[1] extends 'value' ? Value : Each[1];
};

type WithoutQuoted<Pattern extends string> = Pattern extends `${infer Head}'{'${infer Tail}`
  ? WithoutQuoted<`${Head}${Tail}`>
  : Pattern extends `${infer Head}'}'${infer Tail}`
    ? WithoutQuoted<`${Head}${Tail}`>
    : Pattern;

/** Each argument as `[name, type]`, `'value'` for a plain one. */
type Arguments<Pattern extends string> = Pattern extends `${string}{${infer Rest}`
  ? Rest extends `${infer Head}}${infer Tail}`
    ? Head extends `${infer Name},${infer Kind}`
      ? Trim<Kind> extends 'number'
        ? [Name, number] | Arguments<Tail>
        : Trim<Kind> extends `plural${string}`
          ? [Name, number] | Branches<FromBranch<Rest>>
          : [Name, string] | Branches<FromBranch<Rest>>
      : [Head, 'value'] | Arguments<Tail>
    : never
  : never;

/** From the first branch's `{` on: `count, plural, one {# gap} …` gives `one {# gap} …`. */
type FromBranch<Rest extends string> = Rest extends `${string},${string},${infer First}` ? First : never;

/** Of the branches of a plural or a select, and then of what follows it. */
type Branches<Rest extends string> =
  Trim<Rest> extends `}${infer Tail}`
    ? Arguments<Tail>
    : Rest extends `${string}{${infer Branch}`
      ? InBranch<Branch>
      : never;

/** A branch holds text and arguments, no further branches. */
type InBranch<Branch extends string> = Branch extends `${infer Head}}${infer Tail}`
  ? Head extends `${string}{${infer Name}`
    ? Argument<Name> | InBranch<Tail>
    : Branches<Tail>
  : never;

type Argument<Inner extends string> = Inner extends `${infer Name},${string}` ? [Name, number] : [Inner, 'value'];

type Trim<S extends string> = S extends ` ${infer Rest}` | `\n${infer Rest}`
  ? Trim<Rest>
  : S extends `${infer Rest} ` | `${infer Rest}\n`
    ? Trim<Rest>
    : S;
