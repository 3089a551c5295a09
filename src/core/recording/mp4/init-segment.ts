import { box, concatenate, fullBox, latin1, u8, u16, u32, u64 } from './box';

/** What a file needs to know of one of its tracks. */
export interface Track {
  /** From 1. */
  readonly id: number;
  /** Units a second of its times. */
  readonly timescale: number;
  /** The one box of its `stsd`. */
  readonly sampleEntry: Uint8Array;
  /** Of a picture; absent: the track is sound. */
  readonly size?: { readonly width: number; readonly height: number };
}

/** `sampleEntry` and all else that the file begins with. */
export interface InitSegment {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Where the durations stand that are known only at the end: eight bytes each, of zero until then. */
  readonly durationAt: readonly { readonly offset: number; readonly timescale: number }[];
}

const MOVIE_TIMESCALE = 1000;
/** Seconds from 1904, where ISO/IEC 14496-12 counts from, to 1970. */
const EPOCH_S = 2_082_844_800;
/** Unity: rotates and scales nothing (8.2.2). */
const MATRIX = u32(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000);
const LANGUAGE_UNDETERMINED = 0x55c4;

/**
 * `ftyp` and `moov` of a fragmented file (ISO/IEC 14496-12, 8.8), whose samples all come in fragments behind it.
 *
 * @param createdUs µs since 1970 (UTC)
 */
export function initSegment(tracks: readonly Track[], createdUs: number): InitSegment {
  const created = Math.floor(createdUs / 1e6) + EPOCH_S;
  const bytes = concatenate([
    box('ftyp', latin1('iso6'), u32(0x200), latin1('iso6iso5isomavc1mp41')),
    box(
      'moov',
      movieHeader(created, tracks.length + 1),
      ...tracks.map((track) => trackBox(track, created)),
      box('mvex', fullBox('mehd', 1, 0, u64(0)), ...tracks.map(({ id }) => fullBox('trex', 0, 0, u32(id, 1, 0, 0, 0)))),
    ),
  ]);
  return { bytes, durationAt: findDurations(bytes) };
}

function movieHeader(created: number, nextTrack: number): Uint8Array {
  const times = concatenate([u64(created), u64(created), u32(MOVIE_TIMESCALE), u64(0)]);
  const rest = concatenate([u32(0x10000), u16(0x100, 0), u32(0, 0), MATRIX, u32(0, 0, 0, 0, 0, 0, nextTrack)]);
  return fullBox('mvhd', 1, 0, times, rest);
}

function trackBox({ id, timescale, sampleEntry, size }: Track, created: number): Uint8Array {
  // In movie and in presentation (8.3.1).
  const header = fullBox(
    'tkhd',
    1,
    3,
    concatenate([u64(created), u64(created), u32(id, 0), u64(0), u32(0, 0)]),
    concatenate([u16(0, 0, size ? 0 : 0x100, 0), MATRIX, u32((size?.width ?? 0) * 65536, (size?.height ?? 0) * 65536)]),
  );
  const media = concatenate([u64(created), u64(created), u32(timescale), u64(0), u16(LANGUAGE_UNDETERMINED, 0)]);
  const kind = size ? 'vide' : 'soun';
  const name = latin1(`${size ? 'Video' : 'Sound'}\0`);
  return box(
    'trak',
    header,
    box(
      'mdia',
      fullBox('mdhd', 1, 0, media),
      fullBox('hdlr', 0, 0, u32(0), latin1(kind), u32(0, 0, 0), name),
      box(
        'minf',
        size ? fullBox('vmhd', 0, 1, u16(0, 0, 0, 0)) : fullBox('smhd', 0, 0, u16(0, 0)),
        dataHere(),
        samples(sampleEntry),
      ),
    ),
  );
}

/** The media are in this very file (8.7.2). */
function dataHere(): Uint8Array {
  return box('dinf', fullBox('dref', 0, 0, u32(1), fullBox('url ', 0, 1)));
}

/** Tables of no samples: they come in fragments. */
function samples(sampleEntry: Uint8Array): Uint8Array {
  return box(
    'stbl',
    fullBox('stsd', 0, 0, u32(1), sampleEntry),
    fullBox('stts', 0, 0, u32(0)),
    fullBox('stsc', 0, 0, u32(0)),
    fullBox('stsz', 0, 0, u32(0, 0)),
    fullBox('stco', 0, 0, u32(0)),
  );
}

const CONTAINERS = new Set(['moov', 'mvex']);
/** Of version 1: where the duration stands, behind the beginning of the box. */
const DURATION_OFFSETS: Readonly<Record<string, number>> = { mvhd: 32, mehd: 12 };

function findDurations(bytes: Uint8Array<ArrayBuffer>, from = 0, end = bytes.length): InitSegment['durationAt'] {
  const view = new DataView(bytes.buffer);
  const found: { offset: number; timescale: number }[] = [];
  for (let at = from; at < end; at += view.getUint32(at)) {
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    const offset = DURATION_OFFSETS[type];
    if (offset !== undefined) found.push({ offset: at + offset, timescale: MOVIE_TIMESCALE });
    if (CONTAINERS.has(type)) found.push(...findDurations(bytes, at + 8, at + view.getUint32(at)));
  }
  return found;
}

/** A place in a sample entry's beginning that all have (8.5.2): six zeros and the data reference. */
export const SAMPLE_ENTRY_HEAD = u8(0, 0, 0, 0, 0, 0, 0, 1);
