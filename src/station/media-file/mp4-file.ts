import { PictureIndex } from '#core/media-file/picture-index';
import { type SampleFormat, sampleFormatOf } from '#core/media-file/sample-format';
import { BOX_HEAD_BYTES, type BoxPlace, readBoxHead } from '#core/mp4/boxes/box-head';
import { type Movie, readMovie } from '#core/mp4/read/movie';
import { addFragment, type FragmentState } from '#core/mp4/read/movie-fragment';
import { addSampleTable } from '#core/mp4/read/sample-table';
import type { Result } from '#core/texts/result';
import { type Text, text } from '#core/texts/text';
import type { ByteFile } from './byte-file';
import type { FileContents } from './file-contents';
import { FileSound } from './file-sound';

/** Tables of ten hours have 20 MiB. */
const MAX_MOOV_BYTES = 256 * 1024 * 1024;
const MAX_MOOF_BYTES = 16 * 1024 * 1024;
/** No picture is longer (16 K, 10 bit, intra). */
const MAX_SAMPLE_BYTES = 64 * 1024 * 1024;
/** Fragments between two looks at whether anything else waits. */
const AT_ONCE = 64;
/** Boxes before a `moov`; a file with more is none that a camera or an editor made. */
const MAX_BOXES_BEFORE = 4096;

/** Opens an MP4 or MOV file (ISO/IEC 14496-12), progressive or fragmented, finished or not. */
export async function openMp4(file: ByteFile): Promise<Result<FileContents>> {
  const place = await findMoov(file);
  if (!place) {
    return { ok: false, message: text('film.noIndex') };
  }
  if (place.bytes > MAX_MOOV_BYTES) return { ok: false, message: text('film.largeIndex') };
  const box = await file.read(place.offset, place.bytes);
  const moov = box.subarray(readSize(box));
  const movie = readMovie(moov);
  if (!movie.ok) return { ok: false, message: wordsFor(movie.fault) };
  const format = sampleFormatOf(movie.value.track.codec, movie.value.track.record);
  if (!format) return { ok: false, message: text('film.damagedVideo') };
  const mp4 = new Mp4File(file, movie.value, format, place.offset + place.bytes);
  mp4.addTable(moov);
  return { ok: true, value: mp4 };
}

class Mp4File implements FileContents {
  readonly container = 'MP4';
  readonly index = new PictureIndex();
  readonly codec;
  readonly width: number;
  readonly height: number;
  readonly held: number;
  readonly createdUs: number | undefined;
  readonly sound: FileSound | undefined;
  fault: Text | undefined;
  readonly #file: ByteFile;
  readonly #movie: Movie;
  readonly #format: SampleFormat;
  readonly #state: FragmentState = { dts: 0 };
  readonly #soundState: FragmentState = { dts: 0 };
  /** Behind the last box that was read. */
  #at: number;
  #moof: BoxPlace | undefined;

  constructor(file: ByteFile, movie: Movie, format: SampleFormat, at: number) {
    const { track } = movie;
    this.#file = file;
    this.#movie = movie;
    this.#format = format;
    this.#at = at;
    this.codec = track.codec;
    this.width = format.size?.width ?? track.width;
    this.height = format.size?.height ?? track.height;
    this.held = format.held;
    this.createdUs = movie.createdUs;
    this.sound = movie.sound && new FileSound(file, movie.sound.format);
    const { shiftUs, lengthUs } = track;
    if (lengthUs !== undefined) this.index.showOnly(0, lengthUs);
    else if (shiftUs < 0) this.index.showOnly(0);
  }

  addTable(moov: Uint8Array): void {
    const { sound } = this.#movie;
    // A table of sound that is broken is heard as far as it holds together, and is no fault of the pictures.
    if (sound && this.sound) addSampleTable(moov, sound, this.sound.index, this.#file.size);
    const isWhole = addSampleTable(moov, this.#movie.track, this.index, this.#file.size);
    if (!isWhole && !this.#movie.isFragmented) this.fault = text('film.cutOrDamaged');
  }

  /** Fragments come one after the other: each says where the next is. */
  async advance(isLast: boolean): Promise<boolean> {
    if (!this.#movie.isFragmented) return false;
    for (let count = 0; count < AT_ONCE; count++) {
      const box = await boxPlace(this.#file, this.#at);
      if (!box || (box.offset + box.bytes > this.#file.size && !isLast)) return this.#end(isLast);
      if (box.type === 'moof') this.#moof = box;
      else if (box.type === 'mdat' && this.#moof) {
        if (!(await this.#addFragment(this.#moof))) return this.#end(true);
        this.#moof = undefined;
      }
      if (box.offset + box.bytes > this.#file.size) return this.#end(true);
      this.#at = box.offset + box.bytes;
    }
    return true;
  }

  async load(place: number): Promise<Uint8Array | undefined> {
    const bytes = this.index.bytes(place);
    if (bytes === 0 || bytes > MAX_SAMPLE_BYTES) return undefined;
    const sample = await this.#file.read(this.index.offset(place), bytes);
    if (sample.length < bytes) return undefined;
    return this.#format.unit(sample, this.index.isKey(place), this.index.reorderDepth);
  }

  async #addFragment({ offset, bytes }: BoxPlace): Promise<boolean> {
    if (bytes > MAX_MOOF_BYTES) return false;
    const moof = await this.#file.peek(offset, bytes);
    if (moof.length < bytes) return false;
    const body = moof.subarray(readSize(moof));
    const { sound } = this.#movie;
    if (sound && this.sound) addFragment(body, offset, sound, this.sound.index, this.#soundState, this.#file.size);
    return addFragment(body, offset, this.#movie.track, this.index, this.#state, this.#file.size);
  }

  #end(isLast: boolean): false {
    if (isLast && this.#at < this.#file.size) this.fault = text('film.cut');
    return false;
  }
}

async function findMoov(file: ByteFile): Promise<BoxPlace | undefined> {
  let at = 0;
  for (let count = 0; count < MAX_BOXES_BEFORE; count++) {
    const box = await boxPlace(file, at);
    if (!box) return undefined;
    if (box.type === 'moov') return box.offset + box.bytes <= file.size ? box : undefined;
    at += box.bytes;
  }
  return undefined;
}

/** A box of size 0 reaches to the file's end (4.2). */
async function boxPlace(file: ByteFile, at: number): Promise<BoxPlace | undefined> {
  if (at + 8 > file.size) return undefined;
  const head = await file.peek(at, BOX_HEAD_BYTES);
  if (head.length >= 8 && head[0] === 0 && head[1] === 0 && head[2] === 0 && head[3] === 0) {
    return { type: String.fromCharCode(...head.subarray(4, 8)), offset: at, bytes: file.size - at };
  }
  return readBoxHead(head, at);
}

/** Bytes of a box's size and type. */
function readSize(box: Uint8Array): number {
  return box[0] === 0 && box[1] === 0 && box[2] === 0 && box[3] === 1 ? 16 : 8;
}

function wordsFor(fault: 'no-pictures' | 'damaged' | { readonly unsupported: string }): Text {
  if (fault === 'no-pictures') return text('film.holdsNoVideo');
  if (fault === 'damaged') return text('film.damagedIndex');
  const type = fault.unsupported.replace(/[^\x20-\x7e]/g, '?');
  if (type === 'encv') return text('film.encrypted');
  return text('film.otherType', { type });
}
