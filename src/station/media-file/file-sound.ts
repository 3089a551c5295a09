import type { AudioChunk } from '#core/media/audio-chunk';
import type { SoundFormat } from '#core/media-file/sound-format';
import { SoundIndex } from '#core/media-file/sound-index';
import type { ByteFile } from './byte-file';

/** Pieces that are given at once: some seconds of them. */
const MAX_AT_ONCE = 400;
/** No packet is longer, nor 20 ms of plain samples. */
const MAX_PIECE_BYTES = 256 * 1024;

/** A file's sound: where it lies is known, and it is read when it is to be heard. */
export class FileSound {
  readonly index: SoundIndex;
  readonly #file: ByteFile;

  constructor(file: ByteFile, format: SoundFormat) {
    this.#file = file;
    this.index = new SoundIndex(format);
  }

  get format(): SoundFormat {
    return this.index.format;
  }

  /** What ends after one time of the file and not after another: `receiveUs` is where a piece ends. */
  async between(afterUs: number, untilUs: number): Promise<readonly AudioChunk[]> {
    const { codec, sampleRateHz, channels, description } = this.format;
    const chunks: AudioChunk[] = [];
    for (const { offset, bytes, toUs } of this.index.endingBetween(afterUs, untilUs, MAX_AT_ONCE)) {
      if (bytes > MAX_PIECE_BYTES) continue;
      const read = await this.#file.read(offset, bytes);
      if (read.length < bytes) continue;
      const data = this.format.data(read);
      chunks.push({ data, codec, sampleRateHz, channels, receiveUs: toUs, ...(description && { description }) });
    }
    return chunks;
  }
}
