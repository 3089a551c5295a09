import path from 'node:path';
import type { ClipRange } from '#core/mp4/write/clip-movie';
import { text } from '#core/texts/text';
import { openMediaFile } from '../../media-file/open-media-file';
import { ClipFault, type ClipItem, type ClipSource } from './clip-source';
import { MediaFileSource } from './media-file-source';
import { RecordingSource } from './recording-source';

export interface FileClipSourceOptions {
  readonly file: string;
  /** What the stream is called. */
  readonly stream: string;
  /** When its time 0 was, in µs since 1970 (UTC). */
  readonly startedUs: number;
}

/** A file of any program: opened when it is cut, and no longer than that. Telemetry lies beside it, where there is any. */
export class FileClipSource implements ClipSource {
  readonly stream: string;
  readonly wallUs: number;
  readonly telemetryFile: string;
  readonly tlogFile: string;
  readonly #file: string;

  constructor({ file, stream, startedUs }: FileClipSourceOptions) {
    this.#file = file;
    this.stream = stream;
    this.wallUs = startedUs;
    const base = path.join(path.dirname(file), path.parse(file).name);
    this.telemetryFile = `${base}.jsonl`;
    this.tlogFile = `${base}.tlog`;
  }

  async *items(range: ClipRange): AsyncGenerator<ClipItem, void, void> {
    if (await RecordingSource.canRead(this.#file)) {
      yield* new RecordingSource(this.#file).items(range);
      return;
    }
    const media = await openMediaFile(this.#file);
    if (!media.ok) {
      const name = path.basename(this.#file);
      throw new ClipFault(text('export.cannotCut', { name, why: media.message }), text('export.cannotCut.tip'));
    }
    try {
      yield* new MediaFileSource(media.value).items(range);
    } finally {
      await media.value.close();
    }
  }
}
