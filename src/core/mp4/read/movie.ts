import type { PictureCodec } from '../../media/access-unit';
import type { SoundFormat } from '../../media-file/sound-format';
import { BoxReader, boxAt, boxesIn, boxOf, type Mp4Box } from '../boxes/box-reader';
import { decoderConfigOf } from './descriptors';
import { turnedBy } from './display-matrix';
import { readSoundEntry } from './sound-entry';
import type { SampleDefaults } from './track-fragment';

/** Types of sample entries, and what they hold. */
const CODECS: Readonly<Record<string, PictureCodec>> = {
  avc1: 'h264',
  avc2: 'h264',
  avc3: 'h264',
  avc4: 'h264',
  dva1: 'h264',
  dvav: 'h264',
  hvc1: 'h265',
  hev1: 'h265',
  dvh1: 'h265',
  dvhe: 'h265',
  jpeg: 'jpeg',
  mjpg: 'jpeg',
  MJPG: 'jpeg',
};
/** VisualSampleEntry in front of its boxes (12.1.3). */
const VISUAL_ENTRY_BYTES = 78;
/** objectTypeIndication of ISO/IEC 10918-1 in an `mp4v` (ISO/IEC 14496-1, Table 5). */
const OTI_JPEG = 0x6c;
/** Seconds from 1904, where a movie's times begin, to 1970. */
const FROM_1904_S = 2_082_844_800;

/** A track that a file's `moov` describes. */
export interface FileTrack {
  readonly trackId: number;
  /** Units of its times in a second. */
  readonly timescale: number;
  /** In µs: what the file's edit adds to each time, and how long it is, where it ends before its samples. */
  readonly shiftUs: number;
  readonly lengthUs?: number;
  readonly defaults: SampleDefaults;
  /** The `stbl`, within the `moov`. */
  readonly table: Mp4Box;
  /** A sample is no smaller, whatever the tables say: QuickTime has plain sound of 1 byte each. */
  readonly minBytes?: number;
}

/** That of pictures. */
export interface PictureTrack extends FileTrack {
  readonly codec: PictureCodec;
  readonly width: number;
  readonly height: number;
  /** Body of its `avcC` or `hvcC`; absent for JPEG. */
  readonly record?: Uint8Array;
}

/** That of sound. */
export interface SoundTrack extends FileTrack {
  readonly format: SoundFormat;
}

export interface Movie {
  readonly track: PictureTrack;
  /** The first that can be played. */
  readonly sound?: SoundTrack;
  /** When it was made, in µs since 1970; absent where the file does not say, or nothing that can be. */
  readonly createdUs?: number;
  /** Its samples come in fragments (8.8.1). */
  readonly isFragmented: boolean;
}

export type MovieRead =
  | { readonly ok: true; readonly value: Movie }
  /** `unsupported` says the type of the sample entry. */
  | { readonly ok: false; readonly fault: 'no-pictures' | 'damaged' | { readonly unsupported: string } };

/** Reads a `moov`. @param moov its body */
export function readMovie(moov: Uint8Array): MovieRead {
  const mvhd = boxOf(moov, 'mvhd');
  if (!mvhd) return { ok: false, fault: 'damaged' };
  const { timescale, createdUs } = readMvhd(moov, mvhd);
  const mvex = boxOf(moov, 'mvex');
  let unsupported: string | undefined;
  for (const trak of boxesIn(moov)) {
    if (trak.type !== 'trak' || handlerOf(moov, trak) !== 'vide') continue;
    const read = readTrack(moov, trak, timescale, mvex);
    if (read === undefined) return { ok: false, fault: 'damaged' };
    if (typeof read === 'string') unsupported ??= read;
    else {
      const sound = findSound(moov, timescale, mvex);
      return {
        ok: true,
        value: {
          track: read,
          isFragmented: mvex !== undefined,
          ...(createdUs !== undefined && { createdUs }),
          ...(sound && { sound }),
        },
      };
    }
  }
  return { ok: false, fault: unsupported === undefined ? 'no-pictures' : { unsupported } };
}

function readMvhd(moov: Uint8Array, { from, to }: Mp4Box): { timescale: number; createdUs?: number } {
  const reader = new BoxReader(moov, from, to);
  const isLong = reader.u8() === 1;
  reader.skip(3);
  const created = isLong ? reader.u64() : reader.u32();
  reader.skip(isLong ? 8 : 4);
  const timescale = reader.u32() || 1000;
  const createdUs = (created - FROM_1904_S) * 1e6;
  // A camera whose clock was never set counts from 1904, 1970 or 1980.
  return createdUs > Date.UTC(2000, 0) * 1000 && createdUs < Number.MAX_SAFE_INTEGER
    ? { timescale, createdUs }
    : { timescale };
}

function handlerOf(moov: Uint8Array, trak: Mp4Box): string {
  const hdlr = boxAt(moov, ['mdia', 'hdlr'], trak.from, trak.to);
  return hdlr ? new BoxReader(moov, hdlr.from, hdlr.to).skip(8).type() : '';
}

/** @returns the type of a sample entry that is not known, or `undefined` where the boxes do not hold together */
function readTrack(
  moov: Uint8Array,
  trak: Mp4Box,
  movieTimescale: number,
  mvex: Mp4Box | undefined,
): PictureTrack | string | undefined {
  const place = readPlace(moov, trak, movieTimescale, mvex);
  if (!place) return undefined;
  const kind = readSampleEntry(moov, place.entry);
  if (typeof kind === 'string' || kind === undefined) return kind;
  // Where parameter sets are, they say the size.
  const turned = kind.codec === 'jpeg' ? turnedBy(moov, place.tkhd.from, place.tkhd.to, kind) : kind;
  return { ...place.track, ...kind, width: turned.width, height: turned.height };
}

/** A file whose sound is damaged, or of no kind that is played, is played without it. */
function findSound(moov: Uint8Array, movieTimescale: number, mvex: Mp4Box | undefined): SoundTrack | undefined {
  for (const trak of boxesIn(moov)) {
    if (trak.type !== 'trak' || handlerOf(moov, trak) !== 'soun') continue;
    const place = readPlace(moov, trak, movieTimescale, mvex);
    const format = place && readSoundEntry(moov, place.entry);
    if (!place || !format) continue;
    const { frameBytes } = format;
    return { ...place.track, format, ...(frameBytes !== undefined && { minBytes: frameBytes }) };
  }
  return undefined;
}

/** What tracks of all kinds have, and the first of a track's sample entries. */
function readPlace(
  moov: Uint8Array,
  trak: Mp4Box,
  movieTimescale: number,
  mvex: Mp4Box | undefined,
): { readonly track: FileTrack; readonly tkhd: Mp4Box; readonly entry: Mp4Box } | undefined {
  const tkhd = boxOf(moov, 'tkhd', trak.from, trak.to);
  const mdhd = boxAt(moov, ['mdia', 'mdhd'], trak.from, trak.to);
  const table = boxAt(moov, ['mdia', 'minf', 'stbl'], trak.from, trak.to);
  const stsd = table && boxOf(moov, 'stsd', table.from, table.to);
  if (!tkhd || !mdhd || !table || !stsd) return undefined;
  const trackId = new BoxReader(moov, tkhd.from, tkhd.to).skip(moov[tkhd.from] === 1 ? 20 : 12).u32();
  const timescale = new BoxReader(moov, mdhd.from, mdhd.to).skip(moov[mdhd.from] === 1 ? 20 : 12).u32();
  const [entry] = boxesIn(moov, stsd.from + 8, stsd.to);
  if (!entry || timescale === 0) return undefined;
  const edit = readEdit(moov, trak, movieTimescale, timescale);
  return { track: { trackId, timescale, ...edit, defaults: readDefaults(moov, mvex, trackId), table }, tkhd, entry };
}

function readSampleEntry(moov: Uint8Array, entry: Mp4Box) {
  const reader = new BoxReader(moov, entry.from, entry.to).skip(24);
  const size = { width: reader.u16(), height: reader.u16() };
  const codec = CODECS[entry.type] ?? (entry.type === 'mp4v' && isJpeg(moov, entry) ? 'jpeg' : undefined);
  if (!codec) return entry.type;
  if (codec === 'jpeg') return { codec, ...size };
  const box = boxOf(moov, codec === 'h264' ? 'avcC' : 'hvcC', entry.from + VISUAL_ENTRY_BYTES, entry.to);
  return box && { codec, ...size, record: Uint8Array.from(moov.subarray(box.from, box.to)) };
}

function isJpeg(moov: Uint8Array, entry: Mp4Box): boolean {
  const esds = boxOf(moov, 'esds', entry.from + VISUAL_ENTRY_BYTES, entry.to);
  return esds !== undefined && decoderConfigOf(moov, esds)?.objectType === OTI_JPEG;
}

/** The first edit that shows something (8.6.6), behind the emptiness that may stand before it. */
function readEdit(moov: Uint8Array, trak: Mp4Box, movieTimescale: number, timescale: number) {
  const elst = boxAt(moov, ['edts', 'elst'], trak.from, trak.to);
  if (!elst) return { shiftUs: 0 };
  const reader = new BoxReader(moov, elst.from, elst.to);
  const isLong = reader.u8() === 1;
  const count = reader.skip(3).u32();
  let emptyUs = 0;
  for (let at = 0; at < count && !reader.overrun; at++) {
    const length = isLong ? reader.u64() : reader.u32();
    const begin = isLong ? reader.i64() : reader.i32();
    reader.skip(4);
    const lengthUs = (length * 1e6) / movieTimescale;
    if (begin === -1) emptyUs += lengthUs;
    else {
      const shiftUs = emptyUs - (begin * 1e6) / timescale;
      // A length of 0 is that of all there is, as fragmented files have it; and of several edits the first begins them.
      return length > 0 && at === count - 1 ? { shiftUs, lengthUs } : { shiftUs };
    }
  }
  return { shiftUs: emptyUs };
}

function readDefaults(moov: Uint8Array, mvex: Mp4Box | undefined, trackId: number): SampleDefaults {
  for (const box of mvex ? boxesIn(moov, mvex.from, mvex.to) : []) {
    if (box.type !== 'trex') continue;
    const reader = new BoxReader(moov, box.from + 4, box.to);
    if (reader.u32() !== trackId) continue;
    return { duration: reader.skip(4).u32(), bytes: reader.u32(), flags: reader.u32() };
  }
  return { duration: 0, bytes: 0, flags: 0 };
}
