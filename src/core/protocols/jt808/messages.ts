import { ByteReader } from './bytes/byte-reader';
import { ByteWriter } from './bytes/byte-writer';
import type { Codec } from './bytes/codec';
import { LONGEST_BODY, writeFrame } from './frame';
import type { Jt808Header } from './header';
import { type Jt808Body, type Jt808Kind, kindOf, MESSAGE_TYPES } from './registry';

/** A message, by its kind; `raw` where its id is not understood or its body is encrypted. */
export type Jt808Message =
  | {
      [K in Jt808Kind]: {
        readonly kind: K;
        readonly body: Jt808Body<K>;
        /** What stood behind the last field, as later editions and vendors add it. A view of the frame. */
        readonly extra?: Uint8Array;
      };
    }[Jt808Kind]
  | { readonly kind: 'raw'; readonly id: number; readonly body: Uint8Array };

/** A body that ends within a field. */
export interface Jt808BodyFault {
  readonly kind: Jt808Kind;
  /** Where that field begins, in bytes from the body's first. */
  readonly offset: number;
}

export type ReadMessage =
  | { readonly ok: true; readonly message: Jt808Message }
  | { readonly ok: false; readonly fault: Jt808BodyFault };

/** Reads the body of a whole message. Never throws. */
export function readMessage(header: Jt808Header, body: Uint8Array): ReadMessage {
  const kind = header.encryption === 0 ? kindOf(header.id) : undefined;
  if (!kind) return { ok: true, message: { kind: 'raw', id: header.id, body } };
  const from = new ByteReader(body);
  const read = codecOf(kind, header.edition).read(from);
  if (from.faultAt !== undefined) return { ok: false, fault: { kind, offset: from.faultAt } };
  const extra = from.bytes(from.remaining);
  const message = { kind, body: read, ...(extra.length > 0 ? { extra } : {}) };
  return { ok: true, message: message as Jt808Message };
}

/** Writes the body of a message, however long. */
export function writeBody(message: Jt808Message, edition: 2013 | 2019): Uint8Array {
  if (message.kind === 'raw') return message.body;
  const to = new ByteWriter();
  codecOf(message.kind, edition).write(to, message.body);
  if (message.extra) to.bytes(message.extra);
  return to.finish();
}

/** Of whom a message is, and how the terminal at one end speaks. */
export interface Jt808Envelope {
  readonly edition: 2013 | 2019;
  /** Digits; zeros are put in front. */
  readonly phone: string;
  /** Serial of the first frame. Further ones count on, so the next message's is that plus the number of frames. */
  readonly serial: number;
  /** 2019 alone; 1 where it is not given. */
  readonly protocolVersion?: number;
}

/**
 * Writes a message as frames on the wire: one, or as many as it must be split into.
 *
 * @throws RangeError where it is longer than 65535 frames hold
 */
export function writeMessage(message: Jt808Message, envelope: Jt808Envelope): Uint8Array[] {
  const id = message.kind === 'raw' ? message.id : MESSAGE_TYPES[message.kind].id;
  const body = writeBody(message, envelope.edition);
  const total = Math.max(1, Math.ceil(body.length / LONGEST_BODY));
  if (total > 0xffff) throw new RangeError(`a message of ${body.length} bytes does not fit its frames`);
  const { serial, ...named } = envelope;
  return Array.from({ length: total }, (_, index) =>
    writeFrame({
      header: {
        id,
        encryption: 0,
        reserved: 0,
        ...named,
        serial: (serial + index) & 0xffff,
        ...(total > 1 ? { part: { total, index: index + 1 } } : {}),
      },
      body: body.subarray(index * LONGEST_BODY, (index + 1) * LONGEST_BODY),
    }),
  );
}

/** The kinds' own types meet again in `Jt808Message`. */
function codecOf(kind: Jt808Kind, edition: 2013 | 2019): Codec<unknown> {
  return MESSAGE_TYPES[kind].body(edition) as Codec<unknown>;
}
