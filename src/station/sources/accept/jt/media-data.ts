import { unixMsOfBcdTime } from '#core/protocols/jt808/bytes/bcd';
import { FILE_EVENTS, FILE_FORMATS, FILE_TYPES, type MediaData } from '#core/protocols/jt808/messages/multimedia';
import type { NewFile } from './kept-files';

const KINDS = { image: 'picture', audio: 'sound', video: 'film' } as const;
const EXTENSIONS = { jpeg: 'jpg', tif: 'tif', mp3: 'mp3', wav: 'wav', wmv: 'wmv' } as const;

/** The file of a 0x0801. @param sim whose it is @param nowMs stands for a time that is none, ms since 1970 */
export function fileOfMedia(sim: string, media: MediaData, nowMs: number): NewFile {
  const type = FILE_TYPES[media.mediaType];
  const format = FILE_FORMATS[media.format];
  return {
    sim,
    kind: type ? KINDS[type] : 'other',
    extension: format ? EXTENSIONS[format] : 'bin',
    takenMs: unixMsOfBcdTime(media.location?.time ?? '') ?? nowMs,
    channel: media.channel,
    event: FILE_EVENTS[media.event] ?? 'other',
    // The message's memory is its own from here on.
    data: media.data,
  };
}
