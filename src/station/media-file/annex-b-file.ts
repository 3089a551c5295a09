import { readEntry, withRecoveryPoint } from '#core/bitstream/decoder-start/recovery-point';
import { detectCodec } from '#core/bitstream/detect-codec';
import { readPrelude } from '#core/bitstream/prelude';
import { RawStreamIndexer } from '#core/media-file/annex-b/raw-stream-indexer';
import { PictureIndex } from '#core/media-file/picture-index';
import { rawKeyPicture } from '#core/media-file/sample-format';
import type { Result } from '#core/texts/result';
import { type Text, text } from '#core/texts/text';
import type { ByteFile } from './byte-file';
import type { FileContents } from './file-contents';

/** Where a raw stream's first start code must lie. */
const PROBED_BYTES = 64 * 1024;
const PIECE_BYTES = 1024 * 1024;
/** As the assemblers have it. */
const MAX_PICTURE_BYTES = 16 * 1024 * 1024;

/**
 * Opens a raw H.264 or H.265 stream: the whole file is read once to find its pictures.
 *
 * @param fps pictures a second; absent: as the stream says, else 25
 */
export async function openAnnexB(file: ByteFile, fps?: number): Promise<Result<FileContents>> {
  const codec = detectCodec(await file.read(0, PROBED_BYTES));
  if (!codec) return { ok: false, message: text('film.noVideo') };
  const contents = new AnnexBFile(file, codec, fps);
  // Its size is known with its first key picture.
  while (contents.width === 0 && (await contents.advance()));
  if (contents.width > 0) return { ok: true, value: contents };
  return { ok: false, message: text('film.noKeyPicture', { codec: contents.words }) };
}

class AnnexBFile implements FileContents {
  // not shown: a name of a container, in logs alone
  readonly container = 'raw stream';
  readonly index = new PictureIndex();
  readonly createdUs = undefined;
  readonly codec: 'h264' | 'h265';
  readonly #file: ByteFile;
  readonly #indexer: RawStreamIndexer;
  #at = 0;
  #rest: Uint8Array = new Uint8Array();
  #isDone = false;

  constructor(file: ByteFile, codec: 'h264' | 'h265', fps: number | undefined) {
    this.#file = file;
    this.codec = codec;
    this.#indexer = new RawStreamIndexer(codec, this.index, fps === undefined ? undefined : 1e6 / fps);
  }

  get words(): string {
    return this.codec === 'h264' ? 'H.264' : 'H.265';
  }

  get width(): number {
    return this.#indexer.format?.width ?? 0;
  }

  get height(): number {
    return this.#indexer.format?.height ?? 0;
  }

  get held(): number {
    return this.#indexer.format?.held ?? 0;
  }

  get fault(): Text | undefined {
    return this.#indexer.faults > 0 ? text('film.damagedParts') : undefined;
  }

  async advance(): Promise<boolean> {
    if (this.#isDone) return false;
    const read = await this.#file.read(this.#at, PIECE_BYTES);
    this.#at += read.length;
    this.#isDone = this.#at >= this.#file.size || read.length === 0;
    const bytes = this.#rest.length > 0 ? Buffer.concat([this.#rest, read]) : read;
    this.#rest = bytes.subarray(this.#indexer.push(bytes, this.#isDone));
    return !this.#isDone;
  }

  async load(place: number): Promise<Uint8Array | undefined> {
    const { index } = this;
    const bytes = index.bytes(place);
    if (bytes === 0 || bytes > MAX_PICTURE_BYTES) return undefined;
    const offset = index.offset(place);
    const data = await this.#file.read(offset, bytes);
    if (data.length < bytes) return undefined;
    if (!index.isKey(place)) return data;
    // An I picture that the stream alone shows to be an entry says so now.
    const isSaid = this.codec === 'h265' || readEntry(data) !== undefined;
    const entry = isSaid ? data : withRecoveryPoint(data, readPrelude(data));
    return rawKeyPicture(this.codec, entry, this.#indexer.setsAt(offset), index.reorderDepth);
  }
}
