import { BoxWriter } from './box-writer';
import { writeSampleEntry } from './sample-entry';
import type { Track } from './track';

/** The matrix that changes nothing (ISO/IEC 14496-12, 6.2.2). */
const UNITY_MATRIX = [0x00010000, 0, 0, 0, 0x00010000, 0, 0, 0, 0x40000000];
/** track_enabled, track_in_movie. */
const TRACK_SHOWN = 3;
const MOVIE_TIMESCALE = 1000;

/**
 * The beginning of a fragmented file: `ftyp` and a `moov` with no samples. Its durations are zero, which is how a file is
 * marked whose end nobody knows (8.2.2, 8.8): players take it as live.
 */
export function initSegment(tracks: readonly Track[]): Uint8Array<ArrayBuffer> {
  const out = new BoxWriter(1024);
  out.box('ftyp', () => out.ascii('iso6').u32(0).ascii('iso6').ascii('iso5').ascii('mp41'));
  out.box('moov', () => {
    writeMovieHeader(out, Math.max(0, ...tracks.map(({ trackId }) => trackId)) + 1);
    for (const track of tracks) writeTrack(out, track);
    out.box('mvex', () => {
      // default_sample_description_index 1; duration, size and flags stand in each fragment.
      for (const { trackId } of tracks) out.fullBox('trex', 0, 0, () => out.u32(trackId, 1, 0, 0, 0));
    });
  });
  return out.bytes;
}

/** mvhd (8.2.2). */
function writeMovieHeader(out: BoxWriter, nextTrackId: number): void {
  out.fullBox('mvhd', 0, 0, () => {
    // creation_time, modification_time, timescale, duration, rate 1, volume 1, reserved.
    out.u32(0, 0, MOVIE_TIMESCALE, 0, 0x00010000).u16(0x0100).zeros(10);
    out
      .u32(...UNITY_MATRIX)
      .zeros(24)
      .u32(nextTrackId);
  });
}

/** trak (8.3.1). */
function writeTrack(out: BoxWriter, track: Track): void {
  const isVideo = track.kind === 'video';
  out.box('trak', () => {
    out.fullBox('tkhd', 0, TRACK_SHOWN, () => {
      out.u32(0, 0, track.trackId, 0, 0).zeros(8);
      // layer, alternate_group, volume, reserved.
      out.u16(0, 0, isVideo ? 0 : 0x0100, 0).u32(...UNITY_MATRIX);
      out.u32(isVideo ? track.width * 0x10000 : 0, isVideo ? track.height * 0x10000 : 0);
    });
    out.box('mdia', () => {
      out.fullBox('mdhd', 0, 0, () => out.u32(0, 0, track.timescale, 0).u16(packLanguage(track.language), 0));
      out.fullBox('hdlr', 0, 0, () => {
        // pre_defined, handler_type, reserved, and no name.
        out
          .u32(0)
          .ascii(isVideo ? 'vide' : 'soun')
          .zeros(13);
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
