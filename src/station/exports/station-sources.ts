import type { ExportWish } from '#contracts/exports';
import type { Hub } from '../hub/hub';
import type { Rewind } from '../rewind/rewind';
import type { RecordingLibrary } from '../sinks/record/library';
import type { ClipSource } from './clip-source';
import { RecordingSource } from './recording-source';
import { RewindSource } from './rewind-source';

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
  if (source.from === 'recording') {
    const entry = library.get(source.id);
    if (!entry) return undefined;
    const { file, info } = entry;
    const telemetryFile = `${file.slice(0, -'.mp4'.length)}.jsonl`;
    return new RecordingSource({ file, stream: info.stream.name, startedUs: info.startedUs, telemetryFile });
  }
  const stream = hub.get(source.stream);
  return stream && !stream.info.playback && rewind ? new RewindSource(rewind, stream.info) : undefined;
}
