import { crcOf, crcWith } from './crc';
import type { Field } from './fields';
import { definitionOf, type MessageName, type MessageValues } from './messages/table';
import { HEADER_BYTES, IFLAG_SIGNED, SIGNATURE_BYTES, STX_V1, STX_V2 } from './packet';

/** Who sends, and how. */
export interface Sender {
  readonly version: 1 | 2;
  readonly system: number;
  readonly component: number;
  readonly seq: number;
  /** With 13 bytes of room for a signature, and the flag that says so: see `sign`. Version 2 alone. */
  readonly signed?: boolean;
}

/** What is to be written; a field that is left out is written as the value that stands for unknown, or 0. */
export type Writable<N extends MessageName> = Partial<MessageValues<N>>;

/** Writes one packet. */
export function encodeMessage<N extends MessageName>(name: N, values: Writable<N>, sender: Sender): Uint8Array {
  const { version, system, component, seq, signed = false } = sender;
  const { id, fields, minLength, maxLength, crcExtra } = definitionOf(name);
  const header = HEADER_BYTES[version];
  const full = version === 1 ? minLength : maxLength;
  const bytes = new Uint8Array(header + full + 2 + SIGNATURE_BYTES);
  const view = new DataView(bytes.buffer);
  for (const field of fields) {
    if (version === 2 || !field.isExtension)
      writeField(view, header + field.offset, field, Reflect.get(values, field.name));
  }
  let length = full;
  // At least one byte stays, even a zero.
  while (version === 2 && length > 1 && bytes[header + length - 1] === 0) length--;
  bytes[0] = version === 1 ? STX_V1 : STX_V2;
  bytes[1] = length;
  if (version === 2) bytes[2] = signed ? IFLAG_SIGNED : 0;
  bytes.set([seq & 0xff, system, component, id & 0xff], version === 1 ? 2 : 4);
  if (version === 2) bytes.set([(id >>> 8) & 0xff, id >>> 16], 8);
  const crcAt = header + length;
  view.setUint16(crcAt, crcWith(crcOf(bytes, 1, crcAt), crcExtra), true);
  return bytes.subarray(0, crcAt + 2 + (version === 2 && signed ? SIGNATURE_BYTES : 0));
}

function writeField(view: DataView, at: number, field: Field, value: unknown): void {
  const { type, count, size } = field;
  if (type === 'char') {
    const text = typeof value === 'string' ? value : '';
    for (let i = 0; i < Math.min(text.length, count); i++) view.setUint8(at + i, text.charCodeAt(i) & 0xff);
    return;
  }
  const elements: readonly unknown[] = Array.isArray(value) ? value : [value];
  for (let i = 0; i < Math.max(1, count); i++) writeElement(view, at + i * size, field, elements[i]);
}

function writeElement(view: DataView, at: number, { type, unknown }: Field, value: unknown): void {
  const number = typeof value === 'number' ? value : (unknown[0] ?? 0);
  switch (type) {
    case 'u64':
      return view.setBigUint64(at, typeof value === 'bigint' ? value : BigInt(Math.trunc(number)), true);
    case 'i64':
      return view.setBigInt64(at, typeof value === 'bigint' ? value : BigInt(Math.trunc(number)), true);
    case 'f32':
      return view.setFloat32(at, number, true);
    case 'u32':
    case 'i32':
      return view.setUint32(at, Math.round(number) >>> 0, true);
    case 'u16':
    case 'i16':
      return view.setUint16(at, Math.round(number) & 0xffff, true);
    default:
      return view.setUint8(at, Math.round(number) & 0xff);
  }
}
