import { findStartCode } from './annex-b';
import { NalUnitType, nalUnitType } from './nal';

/** What is found on a video port that is no bare video. `found.NAME` and its tip say what to do about it. */
export const FOREIGN_FORMATS = [
  ...(['mpeg-ts', 'matroska', 'mp4', 'flv', 'avi', 'multipart', 'http', 'rtsp', 'ssh', 'avcc'] as const),
  // Of a transport stream that is read.
  ...(['scrambled', 'other-video', 'no-video'] as const),
] as const;
export type ForeignFormat = (typeof FOREIGN_FORMATS)[number];

/** Whether the first bytes of a connection are this; `undefined` while too few have come. */
type Signature = (bytes: Uint8Array) => boolean | undefined;

const TS_PACKET_BYTES = 188;
const TS_SYNC = 0x47;
/** Boxes that a file, or a live fragment, begins with (ISO/IEC 14496-12). */
const FIRST_BOXES = ['ftyp', 'styp', 'moov', 'moof', 'sidx', 'mdat', 'free', 'wide'];
/** Without a start code in so many bytes they are not Annex B. */
const ENOUGH_BYTES = 1024;
const MAX_NAL_BYTES = 8 * 1024 * 1024;
/** NAL units that H.264 begins with. */
const FIRST_TYPES = new Set<number>([
  NalUnitType.sliceIdr,
  NalUnitType.sei,
  NalUnitType.sps,
  NalUnitType.accessUnitDelimiter,
]);

const TABLE: readonly (readonly [ForeignFormat, Signature])[] = [
  ['mpeg-ts', isTransportStream],
  ['matroska', prefix([0x1a, 0x45, 0xdf, 0xa3])],
  ['mp4', isBoxes],
  ['flv', prefix('FLV')],
  ['avi', prefix('RIFF')],
  ['multipart', prefix('--')],
  ['rtsp', prefix('RTSP/')],
  ['ssh', prefix('SSH-')],
  ['http', anyOf(prefix('HTTP/'), prefix('GET '), prefix('POST '), prefix('<!'), prefix('<html'))],
  ['avcc', isLengthPrefixed],
];

/**
 * Names what a connection's first bytes are, where they are no elementary stream of video.
 *
 * @returns `undefined` while it may be one of them; `'none'` where it is none
 */
export function foreignFormatOf(bytes: Uint8Array): ForeignFormat | 'none' | undefined {
  let isOpen = false;
  for (const [name, matches] of TABLE) {
    const found = matches(bytes);
    if (found) return name;
    isOpen ||= found === undefined;
  }
  return isOpen ? undefined : 'none';
}

function prefix(wanted: string | readonly number[]): Signature {
  const codes = typeof wanted === 'string' ? Array.from(wanted, (letter) => letter.charCodeAt(0)) : wanted;
  return (bytes) => {
    const differs = codes.findIndex((code, at) => bytes[at] !== code);
    if (differs === -1) return true;
    return differs === bytes.length ? undefined : false;
  };
}

function anyOf(...signatures: readonly Signature[]): Signature {
  return (bytes) => {
    const found = signatures.map((matches) => matches(bytes));
    return found.includes(true) ? true : found.includes(undefined) ? undefined : false;
  };
}

/** A sync byte at the start of two packets (ISO/IEC 13818-1, 2.4.3.2). */
function isTransportStream(bytes: Uint8Array): boolean | undefined {
  if (bytes.length === 0) return undefined;
  if (bytes[0] !== TS_SYNC) return false;
  return bytes.length > TS_PACKET_BYTES ? bytes[TS_PACKET_BYTES] === TS_SYNC : undefined;
}

function isBoxes(bytes: Uint8Array): boolean | undefined {
  if (bytes.length < 8) return bytes.length === 0 || bytes[0] === 0 ? undefined : false;
  return FIRST_BOXES.includes(String.fromCharCode(...bytes.subarray(4, 8)));
}

/** H.264 behind lengths of four bytes (ISO/IEC 14496-15): another length stands where the first says. */
function isLengthPrefixed(bytes: Uint8Array): boolean | undefined {
  if (bytes.length < 5) return bytes.length === 0 || bytes[0] === 0 ? undefined : false;
  const first = lengthAt(bytes, 0);
  if (first === undefined || !FIRST_TYPES.has(nalUnitType(bytes[4]!))) return false;
  const second = 4 + first;
  if (bytes.length >= second + 5) return lengthAt(bytes, second) !== undefined;
  if (bytes.length < ENOUGH_BYTES) return undefined;
  return findStartCode(bytes, 0, bytes.length) === -1;
}

/** Of a NAL unit of H.264 that begins at `at`, where it can be one. */
function lengthAt(bytes: Uint8Array, at: number): number | undefined {
  const length = new DataView(bytes.buffer, bytes.byteOffset, bytes.length).getUint32(at);
  const header = bytes[at + 4]!;
  const type = nalUnitType(header);
  const isHeader = (header & 0x80) === 0 && type >= 1 && type <= 12;
  return isHeader && length >= 2 && length <= MAX_NAL_BYTES ? length : undefined;
}
