import { BoxReader, type Mp4Box } from '../boxes/box-reader';

/** DecoderConfigDescriptor (ISO/IEC 14496-1, 7.2.6.6). */
export interface DecoderConfig {
  /** objectTypeIndication (Table 5). */
  readonly objectType: number;
  /** Body of its DecoderSpecificInfo; absent where there is none that is whole. */
  readonly specific?: Uint8Array;
}

/** Reads an ESDBox (ISO/IEC 14496-14, 5.6). */
export function decoderConfigOf(moov: Uint8Array, esds: Mp4Box): DecoderConfig | undefined {
  const reader = new BoxReader(moov, esds.from + 4, esds.to);
  if (readDescriptor(reader).tag !== 0x03) return undefined;
  const flags = reader.skip(2).u8();
  if (flags & 0x80) reader.skip(2);
  if (flags & 0x40) reader.skip(reader.u8());
  if (flags & 0x20) reader.skip(2);
  if (readDescriptor(reader).tag !== 0x04) return undefined;
  const objectType = reader.u8();
  if (reader.overrun) return undefined;
  // streamType, bufferSizeDB, maxBitrate, avgBitrate.
  reader.skip(12);
  const { tag, bytes } = readDescriptor(reader);
  const isWhole = tag === 0x05 && bytes > 0 && bytes <= reader.left && !reader.overrun;
  // A copy in any case: the slice of a Buffer would keep the whole `moov` in memory.
  return isWhole
    ? { objectType, specific: Uint8Array.from(moov.subarray(reader.at, reader.at + bytes)) }
    : { objectType };
}

/** A descriptor's tag and size (ISO/IEC 14496-1, 8.3.3). */
function readDescriptor(reader: BoxReader): { readonly tag: number; readonly bytes: number } {
  const tag = reader.u8();
  let bytes = 0;
  for (let n = 0; n < 4; n++) {
    const byte = reader.u8();
    bytes = bytes * 128 + (byte & 0x7f);
    if ((byte & 0x80) === 0) break;
  }
  return { tag, bytes };
}
