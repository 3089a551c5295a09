import type { BoxWriter } from '../boxes/box-writer';
import { codedSize, displayMatrix, UNITY_MATRIX } from './display-matrix';
import { writeSampleEntry } from './sample-entry';
import type { Track } from './track';

/** Sound has none. */
const NO_SIZE = { width: 0, height: 0 };
/** track_enabled, track_in_movie. */
const TRACK_SHOWN = 3;
/** Seconds from 1904, where files count from (8.2.2), to 1970. */
const EPOCH_S = 2_082_844_800;

/** A time of files. @param us since 1970 (UTC) */
export function fileTime(us: number): number {
  return Math.floor(us / 1e6) + EPOCH_S;
}

export interface MovieHeader {
  /** See `fileTime`; 0 by default. */
  readonly created: number;
  /** Units of its times in a second. */
  readonly timescale: number;
  readonly duration: number;
}

/** mvhd (8.2.2). Returns where its duration stands. */
export function writeMovieHeader(
  out: BoxWriter,
  tracks: readonly Track[],
  { created, timescale, duration }: MovieHeader,
): number {
  const nextTrackId = Math.max(0, ...tracks.map(({ trackId }) => trackId)) + 1;
  let durationOffset = 0;
  out.fullBox('mvhd', 1, 0, () => {
    // creation_time, modification_time.
    out.u64(created).u64(created).u32(timescale);
    durationOffset = out.length;
    // duration, rate 1, volume 1, reserved.
    out.u64(duration).u32(0x00010000).u16(0x0100).zeros(10);
    out
      .u32(...UNITY_MATRIX)
      .zeros(24)
      .u32(nextTrackId);
  });
  return durationOffset;
}

/** One stretch of a track's own time that is shown, or of emptiness (elst, 8.6.6). */
export interface Edit {
  /** In the movie's units. */
  readonly duration: number;
  /** Where it begins, in the track's units; -1: nothing is shown. */
  readonly mediaTime: number;
}

export interface TrackContent {
  readonly created: number;
  /** In the movie's units, after its edits. */
  readonly shown: number;
  /** Of all its samples, in its own units. */
  readonly duration: number;
  /** Absent: all is shown. */
  readonly edits?: readonly Edit[];
  /** Writes what stands in its `stbl` behind the description of its samples. */
  readonly table: () => void;
}

/** trak (8.3.1). */
export function writeTrack(
  out: BoxWriter,
  track: Track,
  { created, shown, duration, edits, table }: TrackContent,
): void {
  const isVideo = track.kind === 'video';
  out.box('trak', () => {
    out.fullBox('tkhd', 1, TRACK_SHOWN, () => {
      out.u64(created).u64(created).u32(track.trackId, 0).u64(shown).zeros(8);
      // layer, alternate_group, volume, reserved.
      out.u16(0, 0, isVideo ? 0 : 0x0100, 0).u32(...(isVideo ? displayMatrix(track) : UNITY_MATRIX));
      const { width, height } = isVideo ? codedSize(track) : NO_SIZE;
      out.u32(width * 0x10000, height * 0x10000);
    });
    if (edits) out.box('edts', () => writeEdits(out, edits));
    out.box('mdia', () => {
      out.fullBox('mdhd', 1, 0, () => {
        out.u64(created).u64(created).u32(track.timescale).u64(duration).u16(packLanguage(track.language), 0);
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
        // stbl (8.5.1).
        out.box('stbl', () => {
          out.fullBox('stsd', 0, 0, () => {
            out.u32(1);
            writeSampleEntry(out, track);
          });
          table();
        });
      });
    });
  });
}

/** elst (8.6.6), of version 1, each edit at its own speed. */
function writeEdits(out: BoxWriter, edits: readonly Edit[]): void {
  out.fullBox('elst', 1, 0, () => {
    out.u32(edits.length);
    for (const { duration, mediaTime } of edits) {
      out.u64(duration);
      if (mediaTime < 0) out.i32(-1).i32(-1);
      else out.u64(mediaTime);
      // media_rate_integer, media_rate_fraction.
      out.u16(1, 0);
    }
  });
}

/** Three letters of five bits each (8.4.2.3). */
function packLanguage(language = 'und'): number {
  const code = /^[a-z]{3}$/.test(language) ? language : 'und';
  return [...code].reduce((packed, letter) => (packed << 5) | (letter.charCodeAt(0) - 0x60), 0);
}
