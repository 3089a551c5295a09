import { readJpeg } from '../../bitstream/jpeg/read-jpeg';
import type { AccessUnit } from '../../media/access-unit';
import { box, concatenate, u16, u32 } from './box';
import { elementaryStream } from './elementary-stream';
import { h264Configuration } from './h264-entry';
import { h265Configuration } from './h265-entry';
import { SAMPLE_ENTRY_HEAD } from './init-segment';

/** Of pictures, as a file describes them. Two key pictures with the same `sampleEntry` are of one format. */
export interface VideoFormat {
  readonly width: number;
  readonly height: number;
  readonly sampleEntry: Uint8Array;
}

/** JPEG as an object type of MPEG-4 systems (MP4RA). */
const OBJECT_TYPE_JPEG = 0x6c;
const STREAM_VISUAL = 4;

/** @param unit a key picture @returns `undefined` where it does not say what a player must know */
export function videoFormatOf(unit: AccessUnit): VideoFormat | undefined {
  switch (unit.codec ?? 'h264') {
    case 'h264': {
      const read = h264Configuration(unit.data);
      return read && entry('avc1', read, box('avcC', read.record));
    }
    case 'h265': {
      const read = h265Configuration(unit.data);
      return read && entry('hvc1', read, box('hvcC', read.record));
    }
    case 'jpeg': {
      const read = readJpeg(unit.data);
      return read.ok ? entry('mp4v', read.value, elementaryStream(OBJECT_TYPE_JPEG, STREAM_VISUAL)) : undefined;
    }
  }
}

/** VisualSampleEntry (ISO/IEC 14496-12, 12.1.3): 72 dpi, one picture a sample, 24 bits. */
function entry(
  type: string,
  { width, height }: { width: number; height: number },
  configuration: Uint8Array,
): VideoFormat {
  const fields = concatenate([
    SAMPLE_ENTRY_HEAD,
    u32(0, 0, 0, 0),
    u16(width, height),
    u32(0x480000, 0x480000, 0),
    u16(1),
    new Uint8Array(32),
    u16(24, 0xffff),
  ]);
  return { width, height, sampleEntry: box(type, fields, configuration) };
}
