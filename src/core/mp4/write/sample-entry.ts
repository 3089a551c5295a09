import type { Colour } from '../../colour/colour';
import { BoxWriter } from '../boxes/box-writer';
import { codedSize } from './display-matrix';
import type { AudioSampleEntry, AudioTrackFormat, VideoSampleEntry, VideoTrackFormat } from './track';

/** What is written here, and not copied. */
type Made<T extends { readonly type: string }> = Exclude<T, { readonly type: 'copied' }>;

/** objectTypeIndication (ISO/IEC 14496-1, Table 5): MPEG-4 audio, and ISO/IEC 10918-1 (JPEG). */
const OTI_AAC = 0x40;
const OTI_JPEG = 0x6c;
/** streamType (Table 6), with upStream 0 and reserved 1 behind it. */
const VISUAL_STREAM = (4 << 2) | 1;
const AUDIO_STREAM = (5 << 2) | 1;

/** Writes a track's one sample entry (ISO/IEC 14496-12, 8.5.2). */
export function writeSampleEntry(out: BoxWriter, track: VideoTrackFormat | AudioTrackFormat): void {
  if (track.codec.type === 'copied') out.raw(track.codec.entry);
  else if (track.kind === 'video') writeVisual(out, track, track.codec);
  else writeAudio(out, track.channels, track.sampleRateHz, track.codec);
}

/** The sample entry alone. */
export function sampleEntryOf(track: VideoTrackFormat | AudioTrackFormat): Uint8Array<ArrayBuffer> {
  const out = new BoxWriter(256);
  writeSampleEntry(out, track);
  return out.bytes;
}

/** Whether one track can hold the samples of both: it has one sample entry, and turns them all alike. */
export function isSameTrack<T extends VideoTrackFormat | AudioTrackFormat>(a: T, b: T): boolean {
  if (a.kind === 'video' && b.kind === 'video' && a.orientation !== b.orientation) return false;
  const [ofA, ofB] = [sampleEntryOf(a), sampleEntryOf(b)];
  return ofA.length === ofB.length && ofA.every((byte, at) => byte === ofB[at]);
}

/** VisualSampleEntry (12.1.3). */
function writeVisual(out: BoxWriter, track: VideoTrackFormat, codec: Made<VideoSampleEntry>): void {
  const { width, height } = codedSize(track);
  const { colour } = track;
  out.box(codec.type === 'jpeg' ? 'mp4v' : codec.type, () => {
    // reserved, data_reference_index, pre_defined and reserved.
    out.zeros(6).u16(1).zeros(16);
    // 72 dpi in both directions, frame_count 1, no compressorname, depth 24.
    out.u16(width, height).u32(0x00480000, 0x00480000, 0).u16(1).zeros(32).u16(0x0018, 0xffff);
    if (codec.type === 'jpeg') writeEsds(out, OTI_JPEG, VISUAL_STREAM);
    else if ('avcC' in codec) out.box('avcC', () => out.raw(codec.avcC));
    else out.box('hvcC', () => out.raw(codec.hvcC));
    // A JPEG has one colour space, and no box says so.
    if (colour && codec.type !== 'jpeg') writeColour(out, colour);
  });
}

/** ColourInformationBox (12.1.5): players that know nothing of a stream's colours guess, each otherwise. */
function writeColour(out: BoxWriter, { primaries, transfer, matrix, fullRange }: Colour): void {
  out.box('colr', () =>
    out
      .ascii('nclx')
      .u16(primaries, transfer, matrix)
      .u8(fullRange ? 0x80 : 0),
  );
}

const AUDIO_TYPES: { readonly [type in Made<AudioSampleEntry>['type']]: string } = {
  aac: 'mp4a',
  // not shown: a type of MP4
  opus: 'Opus',
  'pcm-s16le': 'sowt',
  pcma: 'alaw',
  pcmu: 'ulaw',
};

/** AudioSampleEntry (12.2.3). */
function writeAudio(out: BoxWriter, channels: number, sampleRateHz: number, codec: Made<AudioSampleEntry>): void {
  out.box(AUDIO_TYPES[codec.type], () => {
    out.zeros(6).u16(1).zeros(8);
    // A rate of 16.16 bits; one that does not fit is told by the codec's own record.
    const rate = codec.type === 'opus' ? 48_000 : sampleRateHz;
    out.u16(channels, 16, 0, 0, rate > 0xffff ? 0 : rate, 0);
    if (codec.type === 'aac') writeEsds(out, OTI_AAC, AUDIO_STREAM, codec.audioSpecificConfig);
    else if (codec.type === 'opus') writeDOps(out, channels, sampleRateHz, codec.preSkip ?? 0);
  });
}

/** OpusSpecificBox (Encapsulation of Opus in ISO base media file format, 4.3.2). */
function writeDOps(out: BoxWriter, channels: number, sampleRateHz: number, preSkip: number): void {
  // Version 0, no gain, ChannelMappingFamily 0: mono or stereo.
  out.box('dOps', () => out.u8(0).u8(channels).u16(preSkip).u32(sampleRateHz).u16(0).u8(0));
}

/** ESDBox (ISO/IEC 14496-14, 5.6) with an ES_Descriptor (ISO/IEC 14496-1, 7.2.6.5). */
function writeEsds(out: BoxWriter, objectType: number, streamType: number, specific?: Uint8Array): void {
  const specificBytes = specific ? DESCRIPTOR_HEADER + specific.length : 0;
  const config = 13 + specificBytes;
  out.fullBox('esds', 0, 0, () => {
    // ES_ID 0, no flags.
    descriptor(out, 0x03, 3 + DESCRIPTOR_HEADER + config + DESCRIPTOR_HEADER + 1)
      .u16(0)
      .u8(0);
    // bufferSizeDB, maxBitrate and avgBitrate are not known.
    descriptor(out, 0x04, config).u8(objectType).u8(streamType).zeros(3).u32(0, 0);
    if (specific) descriptor(out, 0x05, specific.length).raw(specific);
    descriptor(out, 0x06, 1).u8(2);
  });
}

const DESCRIPTOR_HEADER = 5;

/** Tag, and a size in the four bytes that every reader takes (8.3.3). */
function descriptor(out: BoxWriter, tag: number, size: number): BoxWriter {
  return out
    .u8(tag)
    .u8(0x80 | (size >> 21))
    .u8(0x80 | ((size >> 14) & 0x7f))
    .u8(0x80 | ((size >> 7) & 0x7f))
    .u8(size & 0x7f);
}
