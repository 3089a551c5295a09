import { type BoxPlace, readBoxHead } from '../boxes/box-head';
import type { AudioTrackFormat, VideoTrackFormat } from '../write/track';
import { turnedBy } from './display-matrix';
import { colourOfEntry } from './entry-colour';
import type { SampleDefaults } from './track-fragment';

/** A track of a recording, to be copied as it is. */
export interface RecordedTrack {
  readonly trackId: number;
  readonly format: VideoTrackFormat | AudioTrackFormat;
  /** Said once for all samples that say nothing else: trex (ISO/IEC 14496-12, 8.8.3). */
  readonly defaults: SampleDefaults;
}

/** Reads the `moov` of a fragmented file, whole. @returns its tracks of pictures and sound; none where it does not hold together */
export function readRecordedMovie(moov: Uint8Array): readonly RecordedTrack[] {
  const top = childrenOf(moov, { type: 'moov', offset: 0, bytes: moov.length }, 8);
  const mvex = top.find(({ type }) => type === 'mvex');
  const extends_ = mvex ? childrenOf(moov, mvex, 8).filter(({ type, bytes }) => type === 'trex' && bytes >= 32) : [];
  return top.flatMap((trak) => {
    const track = trak.type === 'trak' ? readTrack(moov, trak) : undefined;
    if (!track) return [];
    const view = viewOf(moov);
    const trex = extends_.find(({ offset }) => view.getUint32(offset + 12) === track.trackId);
    const at = (field: number) => (trex ? view.getUint32(trex.offset + 20 + field * 4) : 0);
    return [{ ...track, defaults: { duration: at(0), bytes: at(1), flags: at(2) } }];
  });
}

/** The boxes within a box, as far as they hold together. @param head bytes before the first */
function childrenOf(bytes: Uint8Array, { offset, bytes: length }: BoxPlace, head: number): readonly BoxPlace[] {
  const boxes: BoxPlace[] = [];
  const end = Math.min(bytes.length, offset + length);
  for (let at = offset + head; at < end; ) {
    const box = readBoxHead(bytes.subarray(at, Math.min(at + 16, end)), at);
    if (!box || at + box.bytes > end) break;
    boxes.push(box);
    at += box.bytes;
  }
  return boxes;
}

function readTrack(moov: Uint8Array, trak: BoxPlace): Omit<RecordedTrack, 'defaults'> | undefined {
  const view = viewOf(moov);
  const boxes = childrenOf(moov, trak, 8);
  const tkhd = boxes.find(({ type, bytes }) => type === 'tkhd' && bytes >= 32);
  const mdia = boxes.find(({ type }) => type === 'mdia');
  const inMedia = mdia ? childrenOf(moov, mdia, 8) : [];
  const mdhd = inMedia.find(({ type, bytes }) => type === 'mdhd' && bytes >= 32);
  const hdlr = inMedia.find(({ type, bytes }) => type === 'hdlr' && bytes >= 24);
  const entry = entryOf(moov, inMedia);
  if (!tkhd || !mdhd || !hdlr || !entry) return undefined;
  const trackId = view.getUint32(tkhd.offset + (moov[tkhd.offset + 8] === 1 ? 28 : 20));
  const timescale = view.getUint32(mdhd.offset + (moov[mdhd.offset + 8] === 1 ? 28 : 20));
  const kind = String.fromCharCode(...moov.subarray(hdlr.offset + 16, hdlr.offset + 20));
  const codec = { type: 'copied', entry: moov.slice(entry.offset, entry.offset + entry.bytes) } as const;
  if (timescale === 0 || entry.bytes < 36) return undefined;
  // VisualSampleEntry, AudioSampleEntry (12.1.3, 12.2.3).
  if (kind === 'vide') {
    const coded = { width: view.getUint16(entry.offset + 32), height: view.getUint16(entry.offset + 34) };
    const colour = colourOfEntry(codec.entry, coded);
    const turned = turnedBy(moov, tkhd.offset + 8, tkhd.offset + tkhd.bytes, coded);
    return { trackId, format: { kind: 'video', timescale, ...turned, codec, colour } };
  }
  if (kind !== 'soun') return undefined;
  const [channels, sampleRateHz] = [view.getUint16(entry.offset + 24), view.getUint16(entry.offset + 32)];
  return { trackId, format: { kind: 'audio', timescale, channels, sampleRateHz, codec } };
}

/** The first entry of `stsd`. */
function entryOf(moov: Uint8Array, inMedia: readonly BoxPlace[]): BoxPlace | undefined {
  const inside = (boxes: readonly BoxPlace[], type: string, head: number) => {
    const box = boxes.find((one) => one.type === type);
    return box ? childrenOf(moov, box, head) : [];
  };
  return inside(inside(inside(inMedia, 'minf', 8), 'stbl', 8), 'stsd', 16)[0];
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}
