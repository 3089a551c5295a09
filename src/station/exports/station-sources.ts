import type { ExportWish } from '#contracts/exports';
import type { Hub } from '../hub/hub';
import type { Rewind } from '../rewind/rewind';
import type { RecordingLibrary } from '../sinks/record/library';
import type { ClipSource } from './clip-source';
import { FileClipSource } from './file-clip-source';
import { RewindSource } from './rewind-source';

/** The id of a stream that is a recording of the library, while somebody plays it. */
const PLAYED = /^recording:(.+)$/;

export interface StationSources {
  readonly hub: Hub;
  readonly library: RecordingLibrary;
  readonly rewind: Rewind | undefined;
}

/** What a station can cut clips of. @returns `undefined` where there is nothing */
export function stationSource(
  { hub, library, rewind }: StationSources,
  source: ExportWish['source'],
): ClipSource | undefined {
  const recording = source.from === 'recording' ? source.id : PLAYED.exec(source.stream)?.[1];
  if (recording !== undefined) {
    const entry = library.get(recording);
    if (!entry) return undefined;
    const { file, info } = entry;
    return new FileClipSource({ file, stream: info.stream.name, startedUs: info.startedUs });
  }
  const stream = source.from === 'stream' ? hub.get(source.stream) : undefined;
  return stream && !stream.info.playback && rewind ? new RewindSource(rewind, stream.info) : undefined;
}
