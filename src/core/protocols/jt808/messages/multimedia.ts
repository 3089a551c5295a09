import { type Codec, counted, remainingBytes, table, u8, u16, u32 } from '../bytes/codec';
import { BASIC_LOCATION_BYTES, type BasicLocation, basicLocation } from './location';

/** `mediaType` of a file. */
export const FILE_TYPES = ['image', 'audio', 'video'] as const;
/** `format` of a file: the index is the code; others are vendors' own. */
export const FILE_FORMATS = ['jpeg', 'tif', 'mp3', 'wav', 'wmv'] as const;
/** `event`: why it was made; the index is the code. */
export const FILE_EVENTS = [
  'platform',
  'interval',
  'robbery',
  'collision',
  'doorOpened',
  'doorClosed',
  'doorOpenedToClosed',
  'distance',
] as const;

const FILE_FIELDS = {
  /** Counts the terminal's files, above 0. */
  mediaId: u32,
  /** Index into `FILE_TYPES`. */
  mediaType: u8,
  /** Index into `FILE_FORMATS`. */
  format: u8,
  /** Index into `FILE_EVENTS`. */
  event: u8,
  channel: u8,
};

/** 0x0800: a picture, a sound or a film was made (JT/T 808-2019, 8.50). */
export const mediaEvent = table(FILE_FIELDS);

const head = table(FILE_FIELDS);
type MediaHead = ReturnType<typeof head.read>;

/** 0x0801: that file (8.51). */
export interface MediaData extends MediaHead {
  /** Where it was made. Absent from terminals of 2011, which begin the file here. */
  readonly location?: BasicLocation;
  /** The file. A view of the message. */
  readonly data: Uint8Array;
}

/** 2011 has no place between head and file: a JPEG that begins at once shows it. */
export const mediaData: Codec<MediaData> = {
  read: (from) => {
    const fields = head.read(from);
    const isBare = from.peek(0) === 0xff && from.peek(1) === 0xd8 && from.peek(2) === 0xff;
    if (isBare || from.remaining < BASIC_LOCATION_BYTES) return { ...fields, data: remainingBytes.read(from) };
    return { ...fields, location: basicLocation.read(from), data: remainingBytes.read(from) };
  },
  write: (to, body) => {
    head.write(to, body);
    if (body.location) basicLocation.write(to, body.location);
    to.bytes(body.data);
  },
};

const mediaId = table({ mediaId: u32 });
const missingParts = counted(u8, u16);

/** 0x8800: the file has come, or these parts of it are missing (8.52). */
export const mediaAnswer: Codec<{
  readonly mediaId: number;
  /** Numbers of parts, from 1. Absent where all have come. */
  readonly missing?: readonly number[];
}> = {
  read: (from) => {
    const fields = mediaId.read(from);
    return from.remaining > 0 ? { ...fields, missing: missingParts.read(from) } : fields;
  },
  write: (to, body) => {
    mediaId.write(to, body);
    if (body.missing) missingParts.write(to, body.missing);
  },
};
