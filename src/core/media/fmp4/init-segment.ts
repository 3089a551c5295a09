import { BoxWriter } from './box-writer';
import { writeSampleEntry } from './sample-entry';
import type { Track } from './track';

/** The matrix that changes nothing (ISO/IEC 14496-12, 6.2.2). */
const UNITY_MATRIX = [0x00010000, 0, 0, 0, 0x00010000, 0, 0, 0, 0x40000000];
/** track_enabled, track_in_movie. */
const TRACK_SHOWN = 3;
const MOVIE_TIMESCALE = 1000;
/** Seconds from 1904, where files count from (8.2.2), to 1970. */
const EPOCH_S = 2_082_844_800;

/** The beginning of a file whose end will be known. */
export interface RecordedInitSegment {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Where the file's duration belongs: eight bytes each, in units of `timescale`, zero until then. */
  readonly durationAt: readonly { readonly offset: number; readonly timescale: number }[];
}

/**
 * The beginning of a fragmented file: `ftyp` and a `moov` with no samples. Its durations are zero, which is how a file is
 * marked whose end nobody knows (8.2.2, 8.8): players take it as live.
 */
export function initSegment(tracks: readonly Track[]): Uint8Array<ArrayBuffer> {
  const out = new BoxWriter(1024);
  writeFileType(out);
  writeMovie(out, tracks, 0);
  return out.bytes;
}

/**
 * The same for a file that is kept: it says when it was made, and has room for its duration (`mehd`, 8.8.2).
 *
 * @param createdUs µs since 1970 (UTC)
 */
export function recordedInitSegment(tracks: readonly Track[], createdUs: number): RecordedInitSegment {
  const out = new BoxWriter(1024);
  writeFileType(out);
  const offsets: number[] = [];
  writeMovie(out, tracks, Math.floor(createdUs / 1e6) + EPOCH_S, offsets);
  return { bytes: out.bytes, durationAt: offsets.map((offset) => ({ offset, timescale: MOVIE_TIMESCALE })) };
}

/** ftyp (4.3). */
function writeFileType(out: BoxWriter): void {
  out.box('ftyp', () => out.ascii('iso6').u32(0).ascii('iso6').ascii('iso5').ascii('isom').ascii('mp41'));
}

/**
 * moov (8.2.1).
 *
 * @param created seconds since 1904; 0 where nobody asks
 * @param durationAt where there is one, the file has a `mehd`, and the places of its durations are put here
 */
function writeMovie(out: BoxWriter, tracks: readonly Track[], created: number, durationAt?: number[]): void {
  out.box('moov', () => {
    const durationOffset = writeMovieHeader(out, created, Math.max(0, ...tracks.map(({ trackId }) => trackId)) + 1);
    durationAt?.push(durationOffset);
    for (const track of tracks) writeTrack(out, track, created);
    out.box('mvex', () => {
      if (durationAt) {
        out.fullBox('mehd', 1, 0, () => {
          durationAt.push(out.length);
          out.u64(0);
        });
      }
      // default_sample_description_index 1; duration, size and flags stand in each fragment.
      for (const { trackId } of tracks) out.fullBox('trex', 0, 0, () => out.u32(trackId, 1, 0, 0, 0));
    });
  });
}

/** mvhd (8.2.2). Returns where its duration stands. */
function writeMovieHeader(out: BoxWriter, created: number, nextTrackId: number): number {
  let durationOffset = 0;
  out.fullBox('mvhd', 1, 0, () => {
    // creation_time, modification_time.
    out.u64(created).u64(created).u32(MOVIE_TIMESCALE);
    durationOffset = out.length;
    // duration, rate 1, volume 1, reserved.
    out.u64(0).u32(0x00010000).u16(0x0100).zeros(10);
    out
      .u32(...UNITY_MATRIX)
      .zeros(24)
      .u32(nextTrackId);
  });
  return durationOffset;
}

/** trak (8.3.1). */
function writeTrack(out: BoxWriter, track: Track, created: number): void {
  const isVideo = track.kind === 'video';
  out.box('trak', () => {
    out.fullBox('tkhd', 1, TRACK_SHOWN, () => {
      out.u64(created).u64(created).u32(track.trackId, 0).u64(0).zeros(8);
      // layer, alternate_group, volume, reserved.
      out.u16(0, 0, isVideo ? 0 : 0x0100, 0).u32(...UNITY_MATRIX);
      out.u32(isVideo ? track.width * 0x10000 : 0, isVideo ? track.height * 0x10000 : 0);
    });
    out.box('mdia', () => {
      out.fullBox('mdhd', 1, 0, () => {
        out.u64(created).u64(created).u32(track.timescale).u64(0).u16(packLanguage(track.language), 0);
      });
      out.fullBox('hdlr', 0, 0, () => {
        // pre_defined, handler_type, reserved, name.
        out
          .u32(0)
          .ascii(isVideo ? 'vide' : 'soun')
          .zeros(12)
          .ascii(isVideo ? 'Video' : 'Sound')
          .u8(0);
      });
      out.box('minf', () => {
        if (isVideo) out.fullBox('vmhd', 0, 1, () => out.zeros(8));
        else out.fullBox('smhd', 0, 0, () => out.zeros(4));
        // The media is in this very file.
        out.box('dinf', () => out.fullBox('dref', 0, 0, () => out.u32(1).fullBox('url ', 0, 1)));
        writeEmptySampleTable(out, track);
      });
    });
  });
}

/** stbl (8.5.1): what there is comes in fragments. */
function writeEmptySampleTable(out: BoxWriter, track: Track): void {
  out.box('stbl', () => {
    out.fullBox('stsd', 0, 0, () => {
      out.u32(1);
      writeSampleEntry(out, track);
    });
    for (const type of ['stts', 'stsc', 'stco']) out.fullBox(type, 0, 0, () => out.u32(0));
    out.fullBox('stsz', 0, 0, () => out.u32(0, 0));
  });
}

/** Three letters of five bits each (8.4.2.3). */
function packLanguage(language = 'und'): number {
  const code = /^[a-z]{3}$/.test(language) ? language : 'und';
  return [...code].reduce((packed, letter) => (packed << 5) | (letter.charCodeAt(0) - 0x60), 0);
}
