import type { AudioChunk } from '#core/media/audio-chunk';
import type { Result } from '#core/texts/result';
import { type Text, text } from '#core/texts/text';
import { openAnnexB } from './annex-b-file';
import { ByteFile } from './byte-file';
import type { FileContents } from './file-contents';
import { fileFault } from './file-fault';
import type { MediaFile } from './media-file';
import { openMp4 } from './mp4-file';
import { orderPictures } from './order-of-showing';
import { openOtherContainer } from './other-container';
import { findTrueKeys } from './true-keys';

/** Opening a file waits no longer for its index: the rest comes while it is played. */
const PATIENCE_MS = 300;
/** Files up to this are put in order before they are played; larger ones behind who plays them. */
const MAX_ORDERED_AT_ONCE_BYTES = 128 * 1024 * 1024;
/** Types of boxes that an MP4 or MOV file begins with. */
const FIRST_BOXES = new Set(['ftyp', 'moov', 'mdat', 'free', 'skip', 'wide', 'pnot', 'moof', 'styp', 'sidx', 'uuid']);

export interface OpenMediaFileOptions {
  /** Of a raw stream, pictures a second; absent: as it says, else 25. */
  readonly fps?: number;
  /** Somebody writes it still: see `refresh`. */
  readonly isGrowing?: boolean;
  /** What comes after this time of the file is not wanted, and not indexed. µs. */
  readonly toUs?: number;
}

/**
 * Opens a file of pictures to read them here and there: MP4 and MOV (progressive, fragmented, unfinished), Matroska, MPEG-TS,
 * raw H.264 and H.265; with H.264, H.265 or, in MP4, Motion JPEG. Never throws.
 *
 * @returns the file, or what is the matter with it: words that follow “NAME cannot be played: ”
 */
export async function openMediaFile(file: string, options: OpenMediaFileOptions = {}): Promise<Result<MediaFile>> {
  let bytes: ByteFile | undefined;
  try {
    bytes = await ByteFile.open(file);
    const contents = await openContents(bytes, options.fps);
    if (!contents.ok) {
      await bytes.close();
      return contents;
    }
    const media = new IndexedFile(file, bytes, contents.value, options.isGrowing ?? false);
    await media.begin(options.toUs);
    if (media.index.count > 0 || options.isGrowing) return { ok: true, value: media };
    await media.close();
    return { ok: false, message: text('film.noPicture') };
  } catch (error) {
    await bytes?.close().catch(() => undefined);
    return { ok: false, message: fileFault(error) };
  }
}

async function openContents(bytes: ByteFile, fps: number | undefined): Promise<Result<FileContents>> {
  if (bytes.size === 0) return { ok: false, message: text('film.empty') };
  const head = await bytes.read(0, 8);
  const first = String.fromCharCode(...head.subarray(4, 8));
  if (FIRST_BOXES.has(first)) return openMp4(bytes);
  const isEbml = head[0] === 0x1a && head[1] === 0x45 && head[2] === 0xdf && head[3] === 0xa3;
  const isTransportStream = head[0] === 0x47;
  return isEbml || isTransportStream ? openOtherContainer(bytes) : openAnnexB(bytes, fps);
}

class IndexedFile implements MediaFile {
  readonly #bytes: ByteFile;
  readonly #contents: FileContents;
  #isGrowing: boolean;
  #isClosed = false;
  #isIndexed = false;
  #work: Promise<void> = Promise.resolve();

  constructor(
    readonly file: string,
    bytes: ByteFile,
    contents: FileContents,
    isGrowing: boolean,
  ) {
    this.#bytes = bytes;
    this.#contents = contents;
    this.#isGrowing = isGrowing;
  }

  get bytes(): number {
    return this.#bytes.size;
  }

  get modifiedUs(): number {
    return this.#bytes.modifiedMs * 1000;
  }

  get container(): string {
    return this.#contents.container;
  }

  get codec() {
    return this.#contents.codec;
  }

  get width(): number {
    return this.#contents.width;
  }

  get height(): number {
    return this.#contents.height;
  }

  get createdUs(): number | undefined {
    return this.#contents.createdUs;
  }

  get index() {
    return this.#contents.index;
  }

  get held(): number {
    return Math.max(this.#contents.held, this.index.reorderDepth);
  }

  get fault(): Text | undefined {
    return this.#contents.fault;
  }

  get indexed(): Promise<void> {
    return this.#work;
  }

  get isIndexed(): boolean {
    return this.#isIndexed;
  }

  /** Indexes for as long as anybody waits, and the rest behind them. @param toUs absent: all of it */
  async begin(toUs = Number.POSITIVE_INFINITY): Promise<void> {
    const until = performance.now() + PATIENCE_MS;
    let isMore = true;
    const isWanted = () => !(this.index.timeUs(this.index.count - 1) > toUs);
    while (isMore && isWanted() && performance.now() < until) isMore = await this.#advance();
    await findTrueKeys(this.#contents);
    this.#isIndexed = !isMore;
    if (isMore && isWanted()) this.#work = this.#indexRest();
    else if (this.#bytes.size <= MAX_ORDERED_AT_ONCE_BYTES) await this.#order();
    else this.#work = this.#order();
  }

  async load(place: number): Promise<Uint8Array | undefined> {
    if (this.#isClosed) return undefined;
    try {
      return await this.#contents.load(place);
    } catch {
      // A disk that was taken out, a server that went away: that picture is gone, the next may not be.
      return undefined;
    }
  }

  get soundFormat() {
    return this.#contents.sound?.format;
  }

  async sounds(afterUs: number, untilUs: number): Promise<readonly AudioChunk[]> {
    if (this.#isClosed) return [];
    return (await this.#contents.sound?.between(afterUs, untilUs).catch(() => [])) ?? [];
  }

  async refresh(isLast = false): Promise<void> {
    if (!this.#isIndexed || this.#isClosed) return;
    try {
      await this.#bytes.look();
      if (isLast) this.#isGrowing = false;
      while (await this.#advance());
    } catch {
      // Looked at again the next time.
    }
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    await this.#work;
    this.#contents.close?.();
    await this.#bytes.close().catch(() => undefined);
  }

  #advance(): Promise<boolean> {
    return this.#contents.advance(!this.#isGrowing);
  }

  async #indexRest(): Promise<void> {
    try {
      while (!this.#isClosed && (await this.#advance()));
    } catch {
      // What was found until then is played.
    }
    await this.#order();
    this.#isIndexed = true;
  }

  /** One that grows is put in order when it is opened again. */
  async #order(): Promise<void> {
    if (this.#isGrowing) return;
    const { codec, index } = this.#contents;
    const load = (place: number) => this.load(place);
    await orderPictures({ codec, index, load }, () => this.#isClosed);
  }
}
