import path from 'node:path';
import type { Result } from '#core/texts/result';
import { openMediaFile } from '../../media-file/open-media-file';
import { readInfo } from '../recorder/sidecar';
import type { ClipSource } from './clip-source';
import { FileClipSource } from './file-clip-source';

/** A file that clips can be taken from. */
export interface FileSource {
  readonly source: ClipSource;
  /** Its first and its last picture, on the source's clock. µs. */
  readonly beginUs: number;
  readonly endUs: number;
}

/** Looks into a recording of ours, or a film of another program. @returns it, or words that follow its name */
export async function openFileSource(file: string): Promise<Result<FileSource>> {
  const base = path.join(path.dirname(file), path.parse(file).name);
  const media = await openMediaFile(file);
  if (!media.ok) return media;
  const { index, indexed, createdUs, modifiedUs } = media.value;
  await indexed;
  const info = await readInfo(base);
  const startedUs = info?.startedUs ?? createdUs ?? modifiedUs;
  const source = new FileClipSource({ file, startedUs, stream: info?.stream.name ?? path.basename(base) });
  const range = { beginUs: index.timeUs(index.first ?? 0), endUs: index.timeUs(index.last ?? 0) };
  await media.value.close();
  return { ok: true, value: { source, ...range } };
}
