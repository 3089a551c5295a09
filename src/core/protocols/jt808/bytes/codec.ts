import type { ByteReader } from './byte-reader';
import type { ByteWriter } from './byte-writer';

/**
 * What a field, or a table of fields, is on the wire: one description for both ways, so that what is written is what is
 * read. Reading never throws: a body that ends too soon is the reader's fault to tell.
 */
export interface Codec<T> {
  read(from: ByteReader): T;
  write(to: ByteWriter, value: T): void;
}

/** The value that a codec stands for. */
export type ValueOf<C> = C extends Codec<infer T> ? T : never;

export const u8: Codec<number> = { read: (from) => from.u8(), write: (to, value) => to.u8(value) };
export const u16: Codec<number> = { read: (from) => from.u16(), write: (to, value) => to.u16(value) };
export const u32: Codec<number> = { read: (from) => from.u32(), write: (to, value) => to.u32(value) };
export const u64: Codec<bigint> = { read: (from) => from.u64(), write: (to, value) => to.u64(value) };

/** A table of the standard: its fields in the order of the wire, under their names. */
export function table<F extends Readonly<Record<string, Codec<unknown>>>>(
  fields: F,
): Codec<{ readonly [K in keyof F]: ValueOf<F[K]> }> {
  type Row = { readonly [K in keyof F]: ValueOf<F[K]> };
  const entries: readonly (readonly [string, Codec<unknown>])[] = Object.entries(fields);
  return {
    read: (from) => Object.fromEntries(entries.map(([name, field]) => [name, field.read(from)])) as Row,
    write: (to, row) => {
      const values: Readonly<Record<string, unknown>> = row;
      for (const [name, field] of entries) field.write(to, values[name]);
    },
  };
}

/** Reads `count` items. A count that lies ends with the body, not with memory: an item must have a byte at least. */
export function readItems<T>(from: ByteReader, count: number, item: Codec<T>): T[] {
  const items: T[] = [];
  for (let left = count; left > 0 && from.faultAt === undefined; left--) items.push(item.read(from));
  return items;
}

/** A count, then that many items. */
export function counted<T>(count: Codec<number>, item: Codec<T>): Codec<readonly T[]> {
  return {
    read: (from) => readItems(from, count.read(from), item),
    write: (to, items) => {
      count.write(to, items.length);
      for (const one of items) item.write(to, one);
    },
  };
}

/** An id and a value of up to 255 bytes with its length in front, as parameters and additional items have it. */
export interface TaggedValue {
  readonly id: number;
  /** A view of the message when read. */
  readonly value: Uint8Array;
}

/** `id | u8 length | value`. */
export function tagged(id: Codec<number>): Codec<TaggedValue> {
  return {
    read: (from) => ({ id: id.read(from), value: from.bytes(from.u8()) }),
    write: (to, item) => {
      const value = item.value.subarray(0, 0xff);
      id.write(to, item.id);
      to.u8(value.length);
      to.bytes(value);
    },
  };
}

/** `width` bytes as they are. Fewer are filled up with zeros, of more the first ones are written. */
export function fixedBytes(width: number): Codec<Uint8Array> {
  return {
    read: (from) => from.bytes(width),
    write: (to, value) => {
      const bytes = value.subarray(0, width);
      to.bytes(bytes);
      to.zeros(width - bytes.length);
    },
  };
}

/** All that is left of the body. */
export const remainingBytes: Codec<Uint8Array> = {
  read: (from) => from.bytes(from.remaining),
  write: (to, value) => to.bytes(value),
};
