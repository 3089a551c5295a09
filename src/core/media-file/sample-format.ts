import { annexBOf, lengthPrefixedUnits, nalUnitsOf, readAvcDecoderConfigurationRecord } from '../bitstream/avcc';
import { readHevcDecoderConfigurationRecord } from '../bitstream/h265/hvcc';
import { HevcNalType, hevcNalType } from '../bitstream/h265/nal';
import { parseHevcSps } from '../bitstream/h265/parameter-sets';
import { restrictReordering } from '../bitstream/low-delay-sps';
import { NalUnitType, nalUnitType } from '../bitstream/nal';
import { parseSps } from '../bitstream/sps';
import type { PictureCodec } from '../media/access-unit';

/** How a file's samples become access units, and what its parameter sets say. */
export interface SampleFormat {
  readonly codec: PictureCodec;
  /** As the parameter sets have it; absent for JPEG. */
  readonly size?: { readonly width: number; readonly height: number };
  /** Pictures that a decoder may hold back before it gives the first one out, by what the parameter sets promise. */
  readonly held: number;
  /**
   * The picture in Annex B, a key picture with its parameter sets; a JPEG as it is.
   *
   * @param reorderDepth of the file: H.264 that does not say how many pictures are out of order says so now, since a decoder
   *   would reckon with the most
   * @returns `undefined` where the sample is damaged
   */
  unit(sample: Uint8Array, key: boolean, reorderDepth: number): Uint8Array | undefined;
}

const JPEG: SampleFormat = { codec: 'jpeg', held: 0, unit: (sample) => sample };

/** @param record body of the `avcC` or `hvcC` @returns `undefined` where that is damaged */
export function sampleFormatOf(codec: PictureCodec, record: Uint8Array | undefined): SampleFormat | undefined {
  if (codec === 'jpeg') return JPEG;
  if (!record) return undefined;
  return codec === 'h264' ? h264Format(record) : h265Format(record);
}

function h264Format(record: Uint8Array): SampleFormat | undefined {
  const read = readAvcDecoderConfigurationRecord(record);
  if (!read.ok) return undefined;
  const { lengthBytes, sequenceParameterSets, pictureParameterSets } = read.value;
  const [first] = sequenceParameterSets;
  const sps = first && parseSps(first);
  const sets = [...sequenceParameterSets, ...pictureParameterSets];
  return {
    codec: 'h264',
    ...(sps?.ok && { size: { width: sps.value.width, height: sps.value.height } }),
    held: sps?.ok ? (sps.value.vui?.bitstream_restriction?.max_num_reorder_frames ?? 0) : 0,
    unit: (sample, key, reorderDepth) => {
      const units = unitsOf(sample, lengthBytes);
      return units && (key ? h264KeyPicture(units, sets, reorderDepth) : annexBOf(units));
    },
  };
}

function h265Format(record: Uint8Array): SampleFormat | undefined {
  const read = readHevcDecoderConfigurationRecord(record);
  if (!read) return undefined;
  const { lengthBytes, parameterSets } = read;
  const first = parameterSets.find(isHevcSps);
  const sps = first && parseHevcSps(first);
  return {
    codec: 'h265',
    ...(sps?.ok && { size: { width: sps.value.width, height: sps.value.height } }),
    held: sps?.ok ? sps.value.sps_max_num_reorder_pics : 0,
    unit: (sample, key) => {
      const units = unitsOf(sample, lengthBytes);
      return units && (key ? h265KeyPicture(units, parameterSets) : annexBOf(units));
    },
  };
}

/** @returns `undefined` where the sample is damaged, or holds nothing */
function unitsOf(sample: Uint8Array, lengthBytes: 1 | 2 | 4): Uint8Array[] | undefined {
  const read = lengthPrefixedUnits(sample, lengthBytes);
  return read.ok && read.value.length > 0 ? read.value : undefined;
}

/**
 * A key picture of a raw stream.
 *
 * @param sets what it needs, where it does not hold them itself
 */
export function rawKeyPicture(
  codec: 'h264' | 'h265',
  data: Uint8Array,
  sets: Uint8Array | undefined,
  reorderDepth: number,
): Uint8Array {
  const units = nalUnitsOf(data);
  const before = sets ? nalUnitsOf(sets) : [];
  return codec === 'h264' ? h264KeyPicture(units, before, reorderDepth) : h265KeyPicture(units, before);
}

function h264KeyPicture(units: readonly Uint8Array[], sets: readonly Uint8Array[], reorderDepth: number): Uint8Array {
  const isSps = (nal: Uint8Array) => nalUnitType(nal[0]!) === NalUnitType.sps;
  const whole = units.some(isSps) ? units : [...sets, ...units];
  return annexBOf(whole.map((nal) => (isSps(nal) ? (restrictReordering(nal, reorderDepth) ?? nal) : nal)));
}

function h265KeyPicture(units: readonly Uint8Array[], sets: readonly Uint8Array[]): Uint8Array {
  return annexBOf(units.some(isHevcSps) ? units : [...sets, ...units]);
}

function isHevcSps(nal: Uint8Array): boolean {
  return hevcNalType(nal[0]!) === HevcNalType.sps;
}
