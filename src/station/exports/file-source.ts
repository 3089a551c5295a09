import path from 'node:path';
import type { Read } from '#core/settings/values';
import { openMediaFile } from '../media-file/open-media-file';
import { readInfo } from '../sinks/record/sidecar';
import type { ClipSource } from './clip-source';
import { MediaFileSource } from './media-file-source';
import { RecordingSource } from './recording-source';

/** A file that clips can be taken from. */
export interface FileSource {
  readonly source: ClipSource;
  /** Its first and its last picture, on the source's clock. µs. */
  readonly beginUs: number;
  readonly endUs: number;
  close(): Promise<void>;
}

/** Opens a recording of ours, with its telemetry, or a film of another program. @returns it, or words that follow its name */
export async function openFileSource(file: string): Promise<Read<FileSource>> {
  const base = path.join(path.dirname(file), path.parse(file).name);
  const [media, info] = [await openMediaFile(file), await readInfo(base)];
  if (!media.ok) return { ok: false, message: media.message };
  await media.value.indexed;
  const { index, createdUs, modifiedUs } = media.value;
  const [first, last] = [index.first ?? 0, index.last ?? 0];
  const startedUs = info?.startedUs ?? createdUs ?? modifiedUs;
  const isOurs = path.extname(file) === '.mp4' && (await RecordingSource.canRead(file));
  const stream = info?.stream.name ?? path.basename(base);
  const source = isOurs
    ? new RecordingSource({ file, stream, startedUs, telemetryFile: `${base}.jsonl` })
    : new MediaFileSource(media.value, startedUs);
  const range = { beginUs: index.timeUs(first), endUs: index.timeUs(last) };
  return { ok: true, value: { source, ...range, close: () => media.value.close() } };
}
