import { findStartCode } from './annex-b';
import { hasSliceHeader, NalUnitType, nalUnitType } from './nal';

/** Profiles whose record carries chroma format and bit depths (ISO/IEC 14496-15, 5.3.3.1.2). */
const HIGH_PROFILES = new Set([100, 110, 122, 144, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135]);
const LENGTH_BYTES = 4;

/**
 * The NAL units of an access unit, without start codes and trailing_zero_8bits (Annex B).
 *
 * @returns views of `annexB`, each of one byte at least; none where there is no start code.
 */
export function nalUnitsOf(annexB: Uint8Array): Uint8Array[] {
  return unitsUntil(annexB, () => false);
}

/** Those in front of an H.264 access unit's first slice: where its parameter sets are. The slices are not scanned. */
export function unitsBeforeSlices(annexB: Uint8Array): Uint8Array[] {
  return unitsUntil(annexB, (header) => hasSliceHeader(nalUnitType(header)));
}

function unitsUntil(annexB: Uint8Array, isEnd: (header: number) => boolean): Uint8Array[] {
  const units: Uint8Array[] = [];
  for (let at = findStartCode(annexB, 0, annexB.length); at !== -1; ) {
    const start = at + 3;
    if (start < annexB.length && isEnd(annexB[start]!)) break;
    at = findStartCode(annexB, start, annexB.length);
    let end = at === -1 ? annexB.length : at;
    while (end > start && annexB[end - 1] === 0) end--;
    if (end > start) units.push(annexB.subarray(start, end));
  }
  return units;
}

/**
 * An access unit as a file's sample has it: each NAL unit behind its length in four bytes (ISO/IEC 14496-15, 4.3.2).
 *
 * @returns the pieces in order; those of the picture are views of `units`, nothing of it is copied.
 */
export function lengthPrefixed(units: readonly Uint8Array[]): Uint8Array[] {
  const lengths = new DataView(new ArrayBuffer(units.length * LENGTH_BYTES));
  return units.flatMap((unit, index) => {
    lengths.setUint32(index * LENGTH_BYTES, unit.length);
    return [new Uint8Array(lengths.buffer, index * LENGTH_BYTES, LENGTH_BYTES), unit];
  });
}

/** Where the bytes stop being NAL units behind their lengths. */
export interface LengthFault {
  readonly fault: 'truncated' | 'empty-unit';
  readonly offset: number;
}

export type LengthRead<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: LengthFault };

/**
 * A file's sample as NAL units.
 *
 * @param lengthBytes bytes of each length: lengthSizeMinusOne + 1 of the record
 * @returns views of `sample`
 */
export function lengthPrefixedUnits(sample: Uint8Array, lengthBytes: 1 | 2 | 4 = 4): LengthRead<Uint8Array[]> {
  const units: Uint8Array[] = [];
  for (let at = 0; at < sample.length; ) {
    const start = at + lengthBytes;
    if (start > sample.length) return { ok: false, error: { fault: 'truncated', offset: at } };
    let length = 0;
    for (let i = at; i < start; i++) length = length * 256 + sample[i]!;
    if (length === 0) return { ok: false, error: { fault: 'empty-unit', offset: at } };
    if (start + length > sample.length) return { ok: false, error: { fault: 'truncated', offset: at } };
    units.push(sample.subarray(start, start + length));
    at = start + length;
  }
  return { ok: true, value: units };
}

const START_CODE = Uint8Array.of(0, 0, 0, 1);

/** NAL units as Annex B, each behind a start code of four bytes. One copy. */
export function annexBOf(units: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(units.reduce((sum, unit) => sum + START_CODE.length + unit.length, 0));
  let at = 0;
  for (const unit of units) {
    out.set(START_CODE, at);
    out.set(unit, at + START_CODE.length);
    at += START_CODE.length + unit.length;
  }
  return out;
}

/** What an AVCDecoderConfigurationRecord needs beside the parameter sets; it repeats what its first SPS says. */
export interface AvcSampleFormat {
  readonly chroma_format_idc: number;
  readonly bit_depth_luma_minus8: number;
  readonly bit_depth_chroma_minus8: number;
}

/** An AVCDecoderConfigurationRecord (ISO/IEC 14496-15, 5.3.3.1.2), as far as a player has a use for it. */
export interface AvcDecoderConfigurationRecord {
  readonly AVCProfileIndication: number;
  readonly profile_compatibility: number;
  readonly AVCLevelIndication: number;
  /** Bytes of each NAL unit's length: lengthSizeMinusOne + 1. */
  readonly lengthBytes: 1 | 2 | 4;
  /** Whole NAL units, header byte first. */
  readonly sequenceParameterSets: readonly Uint8Array[];
  readonly pictureParameterSets: readonly Uint8Array[];
}

/**
 * Writes the record, with lengths of four bytes.
 *
 * @param sps NAL units of type 7, at most 31; the first says profile and level
 * @param pps NAL units of type 8, at most 255
 * @param format of the first SPS; 8 bit 4:2:0 where nothing is said
 * @returns `undefined` where there is no SPS, or more or longer sets than the record has room for
 */
export function avcDecoderConfigurationRecord(
  sps: readonly Uint8Array[],
  pps: readonly Uint8Array[],
  format: AvcSampleFormat = { chroma_format_idc: 1, bit_depth_luma_minus8: 0, bit_depth_chroma_minus8: 0 },
): Uint8Array<ArrayBuffer> | undefined {
  const first = sps[0];
  if (!first || first.length < 4 || sps.length > 31 || pps.length > 255) return undefined;
  const sets = [...sps, ...pps];
  if (sets.some((set) => set.length > 0xffff)) return undefined;
  const [, profile = 0, compatibility = 0, level = 0] = first;
  const out: number[] = [1, profile, compatibility, level, 0xff, 0xe0 | sps.length];
  const write = (set: Uint8Array) => out.push(set.length >> 8, set.length & 0xff, ...set);
  for (const set of sps) write(set);
  out.push(pps.length);
  for (const set of pps) write(set);
  if (HIGH_PROFILES.has(profile)) {
    const { chroma_format_idc, bit_depth_luma_minus8, bit_depth_chroma_minus8 } = format;
    out.push(0xfc | chroma_format_idc, 0xf8 | bit_depth_luma_minus8, 0xf8 | bit_depth_chroma_minus8, 0);
  }
  return Uint8Array.from(out);
}

/** The record of an access unit's own parameter sets; `undefined` where it lacks an SPS. */
export function avcRecordOf(
  units: readonly Uint8Array[],
  format?: AvcSampleFormat,
): Uint8Array<ArrayBuffer> | undefined {
  const ofType = (type: number) => units.filter((unit) => nalUnitType(unit[0]!) === type);
  return avcDecoderConfigurationRecord(ofType(NalUnitType.sps), ofType(NalUnitType.pps), format);
}

/** Why a record cannot be read, and where. */
export interface RecordFault {
  readonly fault: 'truncated' | 'unsupported';
  readonly offset: number;
}

export type RecordRead =
  | { readonly ok: true; readonly value: AvcDecoderConfigurationRecord }
  | { readonly ok: false; readonly error: RecordFault };

/** Reads the record. What stands behind the parameter sets is not looked at. The sets are views of `record`. */
export function readAvcDecoderConfigurationRecord(record: Uint8Array): RecordRead {
  const [version, AVCProfileIndication, profile_compatibility, AVCLevelIndication, lengths, count] = record;
  if (
    AVCProfileIndication === undefined ||
    profile_compatibility === undefined ||
    AVCLevelIndication === undefined ||
    lengths === undefined ||
    count === undefined
  ) {
    return { ok: false, error: { fault: 'truncated', offset: record.length } };
  }
  const lengthBytes = (lengths & 3) + 1;
  if (version !== 1) return { ok: false, error: { fault: 'unsupported', offset: 0 } };
  if (lengthBytes === 3) return { ok: false, error: { fault: 'unsupported', offset: 4 } };
  const sps = readSets(record, 6, count & 0x1f);
  const pps = sps && readSets(record, sps.end + 1, record[sps.end] ?? Number.POSITIVE_INFINITY);
  if (!pps) return { ok: false, error: { fault: 'truncated', offset: record.length } };
  return {
    ok: true,
    value: {
      AVCProfileIndication,
      profile_compatibility,
      AVCLevelIndication,
      lengthBytes: lengthBytes as 1 | 2 | 4,
      sequenceParameterSets: sps.sets,
      pictureParameterSets: pps.sets,
    },
  };
}

function readSets(record: Uint8Array, from: number, count: number) {
  const sets: Uint8Array[] = [];
  let at = from;
  for (let n = 0; n < count; n++) {
    if (at + 2 > record.length) return undefined;
    const end = at + 2 + record[at]! * 256 + record[at + 1]!;
    if (end > record.length) return undefined;
    sets.push(record.subarray(at + 2, end));
    at = end;
  }
  return { sets, end: at };
}
