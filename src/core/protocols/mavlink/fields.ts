/**
 * A message's fields as one line a person can compare with the public definition: `name:type`, in the order of the wire
 * (larger types first; extension fields behind `+` as they are defined). `type[n]` is an array. `?a,b` names the values that
 * mean “unknown” (`invalid` in the definition); a float that is no finite number is unknown always.
 */
export type FieldSpec = string;

const SIZES = { u8: 1, i8: 1, char: 1, u16: 2, i16: 2, u32: 4, i32: 4, f32: 4, u64: 8, i64: 8 } as const;
type FieldType = keyof typeof SIZES;

/** What a field's value is: a text, a whole number beyond 2^53, a number, or several; `undefined` where it is unknown. */
type ValueOfType<T extends string> = T extends `char[${string}`
  ? string
  : T extends `u8[${string}` | `${'u16' | 'i16' | 'u32' | 'i32' | 'f32' | 'i8'}[${string}`
    ? readonly (number | undefined)[]
    : T extends 'u64' | 'i64'
      ? bigint
      : number | undefined;

type NameOf<S extends string> = S extends `+${infer Rest}`
  ? NameOf<Rest>
  : S extends `${infer N}:${string}`
    ? N
    : never;
type TypeOf<S extends string> = S extends `${string}:${infer T}?${string}`
  ? T
  : S extends `${string}:${infer T}`
    ? T
    : never;
type Words<S extends string> = S extends `${infer Head} ${infer Tail}` ? Head | Words<Tail> : S;

/** The values of a message with these fields. */
export type ValuesOfFields<S extends FieldSpec> = {
  readonly [W in Words<S> as NameOf<W>]: ValueOfType<TypeOf<W>>;
};

export interface Field {
  readonly name: string;
  readonly type: FieldType;
  readonly offset: number;
  /** Bytes of one element. */
  readonly size: number;
  /** Elements; 0 where it is no array. */
  readonly count: number;
  readonly isExtension: boolean;
  readonly unknown: readonly number[];
}

const PATTERN = /^(\+?)(\w+):(\w+?)(?:\[(\d+)\])?(?:\?([-\d,]+))?$/;

/** @throws where a spec is not one: the tables are ours */
export function fieldsOf(spec: FieldSpec): readonly Field[] {
  let offset = 0;
  return spec.split(' ').map((word) => {
    const [, plus, name = '', type = '', count, unknown] = PATTERN.exec(word) ?? [];
    if (!(type in SIZES)) throw new Error(word);
    const size = SIZES[type as FieldType];
    const field = { name, type: type as FieldType, offset, size, count: Number(count ?? 0), isExtension: plus === '+' };
    offset += size * Math.max(1, field.count);
    return { ...field, unknown: unknown?.split(',').map(Number) ?? [] };
  });
}
