import { concatenate, fullBox, u8, u16, u32 } from './box';

/**
 * The `esds` box (ISO/IEC 14496-14, 5.6), with the descriptors of ISO/IEC 14496-1, 7.2.6.
 *
 * @param objectType objectTypeIndication
 * @param streamType 4 visual, 5 audio
 * @param specific DecoderSpecificInfo, under 100 bytes
 */
export function elementaryStream(objectType: number, streamType: number, specific?: Uint8Array): Uint8Array {
  const info = specific ? descriptor(5, specific) : u8();
  const decoder = descriptor(4, concatenate([u8(objectType, (streamType << 2) | 1, 0, 0, 0), u32(0, 0), info]));
  return fullBox('esds', 0, 0, descriptor(3, concatenate([u16(0), u8(0), decoder, descriptor(6, u8(2))])));
}

function descriptor(tag: number, content: Uint8Array): Uint8Array {
  return concatenate([u8(tag, content.length), content]);
}
