import path from 'node:path';
import type { ExportSpec } from '#contracts/exports';
import type { Hub } from '../../hub/hub';
import type { Playing } from '../playing/playing';
import type { RecordingLibrary } from '../recorder/library';
import type { Rewind } from '../rewind/rewind';
import type { ClipSource } from './clip-source';
import { FileClipSource } from './file-clip-source';
import { RewindSource } from './rewind-source';

export interface StationSources {
  readonly hub: Hub;
  readonly library: RecordingLibrary;
  readonly rewind: Rewind | undefined;
  readonly playing: Pick<Playing, 'fileOf'> | undefined;
}

/** What a station can cut clips of. @returns `undefined` where there is nothing */
export function stationSource(
  { hub, library, rewind, playing }: StationSources,
  source: ExportSpec['source'],
): ClipSource | undefined {
  if (source.from === 'recording') {
    const entry = library.get(source.id);
    if (!entry) return undefined;
    const { file, info } = entry;
    // A film of another program is of no stream.
    const stream = info.stream.id === '' ? path.parse(file).name : info.stream.name;
    return new FileClipSource({ file, stream, startedUs: info.startedUs });
  }
  const played = playing?.fileOf(source.stream);
  if (played) return new FileClipSource(played);
  const stream = hub.get(source.stream);
  return stream && !stream.info.playback && rewind ? new RewindSource(rewind, stream.info) : undefined;
}
