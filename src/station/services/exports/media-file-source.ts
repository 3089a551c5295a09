import type { ClipRange } from '#core/mp4/write/clip-movie';
import { sampleDataOf } from '#core/mp4/write/sample-data';
import { videoFormatOf } from '#core/mp4/write/video-entry';
import { text } from '#core/texts/text';
import type { MediaFile } from '../../media-file/media-file';
import { ClipFault, type ClipItem } from './clip-source';
import { FilmSound } from './film-sound';

/** Sound is given before the pictures that it is heard with: a reader that stops at a picture has it. */
const AHEAD_US = 500_000;

/** A film of another program, of any kind that can be played. Its pictures are copied, and its sound where an MP4 can hold it. */
export class MediaFileSource {
  readonly #media: MediaFile;

  constructor(media: MediaFile) {
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
      throw new ClipFault(text('export.nothingToCut'), text('export.nothingToCut.tip'));
    }
    yield { kind: 'format', video };
    const sound = await FilmSound.open(this.#media.file);
    try {
      yield* this.#from(key, sound);
    } finally {
      await sound?.close();
    }
  }

  async *#from(key: number, sound: FilmSound | undefined): AsyncGenerator<ClipItem, void, void> {
    const { index, codec } = this.#media;
    const beginUs = index.timeUs(key);
    for (let place = key; place < index.count; place++) {
      const data = await this.#media.load(place);
      // One that cannot be read is left out, and what is decoded from it is as it would be played.
      if (!data) continue;
      const ptsUs = index.timeUs(place);
      for await (const heard of sound?.until(ptsUs + AHEAD_US, beginUs) ?? []) yield { kind: 'sound', sound: heard };
      const times = { atUs: ptsUs, ptsUs, dtsUs: index.dueUs(place) };
      yield { kind: 'picture', picture: { ...times, key: index.isKey(place), data: sampleDataOf(codec, data) } };
    }
  }
}
