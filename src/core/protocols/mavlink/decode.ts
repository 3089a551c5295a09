import type { Field } from './fields';
import type { Packet } from './packet';

/** Values by the standard's field names. */
export type RawValues = Readonly<Record<string, unknown>>;

/** Where a field lies that was sent in part: zeros at the end of a payload are left out. */
const scratch = new DataView(new ArrayBuffer(8));

/** Reads a payload in place; what was not sent of it is zero. Never throws. */
export function decodeFields(fields: readonly Field[], packet: Packet): RawValues {
  const values: Record<string, unknown> = {};
  for (const field of fields) values[field.name] = readField(field, packet);
  return values;
}

function readField(field: Field, packet: Packet): unknown {
  const { type, offset, size, count } = field;
  if (type === 'char') return textOf(packet, offset, Math.max(1, count));
  if (count === 0) return elementOf(field, packet, offset);
  // Thousands a second come by here: `Array.from` with a function costs several times as much.
  const elements: (number | bigint | undefined)[] = new Array(count);
  for (let i = 0; i < count; i++) elements[i] = elementOf(field, packet, offset + i * size);
  return elements;
}

function elementOf({ type, size, unknown }: Field, packet: Packet, offset: number): number | bigint | undefined {
  const { view, payloadAt, payloadLength, bytes } = packet;
  const sent = payloadLength - offset;
  let value: number | bigint;
  if (sent >= size) value = read(view, payloadAt + offset, type);
  else if (sent <= 0) value = type === 'u64' || type === 'i64' ? 0n : 0;
  else {
    for (let i = 0; i < 8; i++) scratch.setUint8(i, i < sent ? bytes[payloadAt + offset + i]! : 0);
    value = read(scratch, 0, type);
  }
  if (typeof value === 'bigint') return value;
  return Number.isFinite(value) && (unknown.length === 0 || !unknown.includes(value)) ? value : undefined;
}

function read(view: DataView, at: number, type: Field['type']): number | bigint {
  switch (type) {
    case 'i8':
      return view.getInt8(at);
    case 'u16':
      return view.getUint16(at, true);
    case 'i16':
      return view.getInt16(at, true);
    case 'u32':
      return view.getUint32(at, true);
    case 'i32':
      return view.getInt32(at, true);
    case 'f32':
      return view.getFloat32(at, true);
    case 'u64':
      return view.getBigUint64(at, true);
    case 'i64':
      return view.getBigInt64(at, true);
    default:
      return view.getUint8(at);
  }
}

/** A text up to its NUL, byte by byte (ASCII; UTF-8 is put together by who joins its pieces). */
function textOf({ bytes, payloadAt, payloadLength }: Packet, offset: number, count: number): string {
  let text = '';
  const end = Math.min(offset + count, payloadLength);
  for (let i = offset; i < end; i++) {
    const code = bytes[payloadAt + i]!;
    if (code === 0) break;
    text += String.fromCharCode(code);
  }
  return text;
}
