import type { PictureCodec } from '#core/media/access-unit';
import type { AudioChunk } from '#core/media/audio-chunk';
import type { PictureIndex } from '#core/media-file/picture-index';
import type { SoundFormat } from '#core/media-file/sound-format';
import type { Text } from '#core/texts/text';

/** A file of pictures, of any program: where each lies is known, and nothing of them is in memory. */
export interface MediaFile {
  readonly file: string;
  /** Of the file, when it was looked at last. */
  readonly bytes: number;
  /** In words for people: `MP4`, `Matroska`, `raw H.264`. */
  readonly container: string;
  readonly codec: PictureCodec;
  /** Of the picture; 0 where the file does not say. */
  readonly width: number;
  readonly height: number;
  /** When its time 0 was, as the file says, in µs since 1970; `undefined` where it does not. */
  readonly createdUs: number | undefined;
  /** When the file was written last, in µs since 1970. */
  readonly modifiedUs: number;
  /** Its pictures. Grows until `indexed`, and with `refresh`. */
  readonly index: PictureIndex;
  /** Pictures that a decoder may hold back before it gives out the first. */
  readonly held: number;
  /** Resolves once the index is whole: a large file's grows behind those who play it already. */
  readonly indexed: Promise<void>;
  readonly isIndexed: boolean;
  /** What is the matter with it, in words for people; what is whole is played. */
  readonly fault: Text | undefined;
  /**
   * The picture at a place: Annex B, a key picture with its parameter sets; or a JPEG.
   *
   * @returns `undefined` where it cannot be read, or is damaged
   */
  load(place: number): Promise<Uint8Array | undefined>;
  /** What its sound is; absent where it has none, or none that is played. */
  readonly soundFormat?: SoundFormat | undefined;
  /** The sound that ends after one time of the file and not after another, with its times there; some hundreds of pieces. */
  sounds(afterUs: number, untilUs: number): Promise<readonly AudioChunk[]>;
  /** Looks whether more was written. @param isLast it is not written any more */
  refresh(isLast?: boolean): Promise<void>;
  close(): Promise<void>;
}
