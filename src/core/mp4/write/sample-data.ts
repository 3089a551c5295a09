import { lengthPrefixed, nalUnitsOf } from '../../bitstream/avcc';
import { hevcNalType, isHevcParameterSet } from '../../bitstream/h265/nal';
import type { PictureCodec } from '../../media/access-unit';
import type { Sample } from './media-segment';

/**
 * An access unit as a file's sample has it, in pieces that are views of it: a JPEG is itself; of H.264 and H.265 lengths
 * stand in the place of start codes. H.264 keeps its parameter sets in the samples too, as ffmpeg's own files do; of H.265 in
 * `hvc1`, which Apple's players want, demuxers take them from the head and put them in front of key pictures, where they
 * would then stand twice.
 */
export function sampleDataOf(codec: PictureCodec | undefined, data: Uint8Array): Sample['data'] {
  if (codec === 'jpeg') return data;
  const units = nalUnitsOf(data);
  if (codec !== 'h265') return lengthPrefixed(units);
  return lengthPrefixed(units.filter(([header = 0]) => !isHevcParameterSet(hevcNalType(header))));
}
