// not shown in this file: names of codecs
import type { Descriptor, PmtEntry } from './tables';

/** What is read of an elementary stream, or the name of what is not. */
export type StreamKind =
  | { readonly role: 'video'; readonly codec: 'h264' | 'h265' }
  | { readonly role: 'sound'; readonly codec: 'aac' }
  | { readonly role: 'sound'; readonly codec: 'opus'; readonly channels: number }
  /** `isCelled`: in metadata AU cells (ISO/IEC 13818-1, 2.12.4). */
  | { readonly role: 'klv'; readonly isCelled: boolean }
  | { readonly role: 'other'; readonly isVideo: boolean; readonly name: string };

const REGISTRATION = 0x05;
/** extension_descriptor, and in it that of Opus. */
const EXTENSION = 0x7f;
const OPUS_EXTENSION = 0x80;
const PRIVATE = 0x06;

/** By stream_type (table 2-34 and its amendments; above 0x7f, what the field has agreed on). */
const KINDS: ReadonlyMap<number, StreamKind> = new Map<number, StreamKind>([
  [0x1b, { role: 'video', codec: 'h264' }],
  [0x24, { role: 'video', codec: 'h265' }],
  [0x0f, { role: 'sound', codec: 'aac' }],
  // Named where no registration descriptor says otherwise: what else has metadata in PES is not met on vehicles.
  [0x15, { role: 'klv', isCelled: true }],
  [0x01, other('MPEG-1 video', true)],
  [0x02, other('MPEG-2 video', true)],
  [0x10, other('MPEG-4 part 2', true)],
  [0x20, other('MVC', true)],
  [0x21, other('JPEG 2000', true)],
  [0x33, other('H.266', true)],
  [0x42, other('AVS', true)],
  [0xd2, other('AVS2', true)],
  [0xea, other('VC-1', true)],
  [0xd1, other('Dirac', true)],
  [0xdb, other('H.264, encrypted', true)],
  [0x03, other('MPEG-1 sound')],
  [0x04, other('MPEG-2 sound')],
  [0x11, other('AAC in LATM')],
  [0x81, other('AC-3')],
  [0x87, other('E-AC-3')],
]);

/** Of private data, by format_identifier of its registration descriptor (2.6.8). */
const REGISTERED: ReadonlyMap<string, StreamKind> = new Map<string, StreamKind>([
  ['KLVA', { role: 'klv', isCelled: false }],
  ['HEVC', { role: 'video', codec: 'h265' }],
  ['AV01', other('AV1', true)],
  ['AC-3', other('AC-3')],
]);

/** @returns what the stream is */
export function kindOf({ stream_type, descriptors }: PmtEntry): StreamKind {
  if (stream_type !== PRIVATE) return KINDS.get(stream_type) ?? other(`stream type 0x${stream_type.toString(16)}`);
  const registration = descriptors.find(({ tag, data }) => tag === REGISTRATION && data.length >= 4);
  const format_identifier = registration ? String.fromCharCode(...registration.data.subarray(0, 4)) : '';
  if (format_identifier === 'Opus') return { role: 'sound', codec: 'opus', channels: opusChannels(descriptors) };
  return REGISTERED.get(format_identifier) ?? other('private data');
}

/** By channel_config_code (ETSI TS opus, table 4-3): 1 to 8 are so many channels in Vorbis order, 0 is two that are apart. */
function opusChannels(descriptors: readonly Descriptor[]): number {
  const found = descriptors.find(({ tag, data }) => tag === EXTENSION && data[0] === OPUS_EXTENSION);
  const channel_config_code = found?.data[1] ?? 2;
  return channel_config_code >= 1 && channel_config_code <= 8 ? channel_config_code : 2;
}

function other(name: string, isVideo = false): StreamKind {
  return { role: 'other', isVideo, name };
}
