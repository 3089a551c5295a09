import path from 'node:path';
import type { ClipRange } from '#core/exports/movie/clip-movie';
import { sampleDataOf } from '#core/recording/mp4/sample-data';
import { videoFormatOf } from '#core/recording/mp4/video-entry';
import type { MediaFile } from '../media-file/media-file';
import { ClipFault, type ClipItem, type ClipSource } from './clip-source';

/** A film of another program, of any kind that can be played. Its pictures are copied; its sound is not known. */
export class MediaFileSource implements ClipSource {
  readonly stream: string;
  readonly wallUs: number;
  readonly #media: MediaFile;

  /** @param wallUs when its time 0 was, in µs since 1970 (UTC) */
  constructor(media: MediaFile, wallUs: number) {
    this.stream = path.parse(media.file).name;
    this.wallUs = wallUs;
    this.#media = media;
  }

  async *items({ fromUs }: ClipRange): AsyncGenerator<ClipItem, void, void> {
    const { index, codec, indexed } = this.#media;
    await indexed;
    const shown = index.at(fromUs);
    const key = shown === undefined ? undefined : index.keyOf(shown);
    const first = key === undefined ? undefined : await this.#media.load(key);
    const video = first && videoFormatOf({ codec, data: first, key: true, receiveUs: 0 });
    if (key === undefined || !video) {
      throw new ClipFault('There is no picture in this part that can be cut.', 'Choose another part.');
    }
    yield { kind: 'format', video };
    for (let place = key; place < index.count; place++) {
      const data = await this.#media.load(place);
      // One that cannot be read is left out, and what is decoded from it is as it would be played.
      if (!data) continue;
      const ptsUs = index.timeUs(place);
      const times = { atUs: ptsUs, ptsUs, dtsUs: index.dueUs(place) };
      yield { kind: 'picture', picture: { ...times, key: index.isKey(place), data: sampleDataOf(codec, data) } };
    }
  }
}
