import type { ByteReader } from '../bytes/byte-reader';
import { type Codec, counted, type TaggedValue, table, tagged, u8, u16, u32 } from '../bytes/codec';

/** 0x0104: the answer to 0x8104, “what are your parameters?” (8.13). */
export interface Parameters {
  readonly responseSerial: number;
  /** As the terminal counts them; some count wrong. */
  readonly parameterCount: number;
  /** Those that there are, as they came. */
  readonly parameters: readonly TaggedValue[];
}

const head = table({ responseSerial: u16, parameterCount: u8 });
const ID_BYTES = 4;
const parameter = tagged(u32);

/** 0x8103: take these parameters (8.10). */
export const setParameters = table({ parameters: counted(u8, parameter) });

/** 0x8106: what are these parameters? (8.12). Answered with 0x0104. */
export const queryParametersById = table({ ids: counted(u8, u32) });

/** What is no whole parameter stays in the reader, for `extra`. */
export const parameters: Codec<Parameters> = {
  read: (from) => {
    const counted = head.read(from);
    const read: TaggedValue[] = [];
    while (read.length < counted.parameterCount && wholeParameterAhead(from)) read.push(parameter.read(from));
    return { ...counted, parameters: read };
  },
  write: (to, body) => {
    head.write(to, body);
    for (const one of body.parameters) parameter.write(to, one);
  },
};

function wholeParameterAhead(from: ByteReader): boolean {
  const length = from.peek(ID_BYTES);
  return length !== undefined && from.remaining >= ID_BYTES + 1 + length;
}
