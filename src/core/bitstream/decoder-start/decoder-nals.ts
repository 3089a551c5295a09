import { findStartCode } from '../annex-b';
import { HevcNalType, hevcNalType, isHevcParameterSet, isSliceSegment } from '../h265/nal';
import { NalUnitType, nalUnitType } from '../nal';
import { type Range, splice } from '../splice';

/** Whether a decoder needs a NAL unit of this header byte; a delimiter only where it comes first. */
type Needed = (header: number, isFirst: boolean) => boolean;

const h264: Needed = (header, isFirst) => {
  const type = nalUnitType(header);
  const isSlice = type === NalUnitType.slice || type === NalUnitType.sliceIdr;
  const isSet = type === NalUnitType.sps || type === NalUnitType.pps;
  return isSlice || isSet || (isFirst && type === NalUnitType.accessUnitDelimiter);
};

const h265: Needed = (header, isFirst) => {
  const type = hevcNalType(header);
  return isSliceSegment(type) || isHevcParameterSet(type) || (isFirst && type === HevcNalType.accessUnitDelimiter);
};

/**
 * An access unit with what a decoder needs of it alone: slices and parameter sets, and a delimiter in front. A malformed SEI,
 * or a type that it does not know, has some decoders give up the whole stream.
 *
 * @param data Annex B. It is returned as it is where there is nothing to leave out, which is found by a scan for start codes.
 */
export function decoderNals(data: Uint8Array, codec: 'h264' | 'h265'): Uint8Array {
  const needed = codec === 'h264' ? h264 : h265;
  const cuts: Range[] = [];
  let isFirst = true;
  for (let at = findStartCode(data, 0, data.length); at !== -1; ) {
    const header = at + 3;
    const next = findStartCode(data, header, data.length);
    if (header < data.length && !needed(data[header]!, isFirst)) {
      cuts.push({ from: withZeroByte(data, at), to: next === -1 ? data.length : withZeroByte(data, next) });
    }
    isFirst = false;
    at = next;
  }
  return cuts.length === 0 ? data : splice(data, cuts, 0, []);
}

/** A start code's beginning, its zero_byte included. */
function withZeroByte(data: Uint8Array, at: number): number {
  return at > 0 && data[at - 1] === 0 ? at - 1 : at;
}
