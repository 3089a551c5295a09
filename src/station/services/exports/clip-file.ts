import { BoxWriter } from '#core/mp4/boxes/box-writer';
import { AppendFile } from '../recorder/append-file';

/** Bytes of a picture in the file's head: size, time, offset, chunk. */
const HEAD_BYTES_A_PICTURE = 28;
/** Room for so many pictures a second, and sound. */
const PICTURES_A_SECOND = 65;
const MIN_ROOM = 32 * 1024;
/** Beyond this the head goes to the end: an hour of pictures. */
const MAX_ROOM = 8 * 1024 * 1024;
const MDAT_HEAD_BYTES = 16;

/**
 * An MP4 that is written in one pass and ends up with its head in front: room is left for it, since how long it becomes is
 * known at the end alone. What it does not fill is a `free` box (ISO/IEC 14496-12, 8.1.2); a head that is longer than its
 * room stands at the end.
 */
export class ClipFile {
  /** Where the samples begin. */
  readonly dataOffset: number;
  readonly #file: AppendFile;
  readonly #roomAt: number;
  readonly #room: number;

  private constructor(file: AppendFile, roomAt: number, room: number) {
    this.#file = file;
    this.#roomAt = roomAt;
    this.#room = room;
    this.dataOffset = roomAt + room + MDAT_HEAD_BYTES;
  }

  /** @throws the system's error, `EEXIST` where there is one of that name */
  static async create(path: string, lengthUs: number): Promise<ClipFile> {
    const file = await AppendFile.create(path);
    const wanted = Math.ceil((lengthUs / 1e6) * PICTURES_A_SECOND * HEAD_BYTES_A_PICTURE);
    const room = Math.min(MAX_ROOM, MIN_ROOM + wanted);
    const out = new BoxWriter();
    // ftyp (4.3).
    out.box('ftyp', () => out.ascii('isom').u32(512).ascii('isom').ascii('iso2').ascii('mp41'));
    const roomAt = out.length;
    out.raw(freeBox(room)).u32(1).ascii('mdat').u64(0);
    await file.append([out.bytes]);
    return new ClipFile(file, roomAt, room);
  }

  get bytes(): number {
    return this.#file.bytes;
  }

  /** @throws the system's error */
  async append(parts: readonly Uint8Array[]): Promise<void> {
    await this.#file.append(parts);
  }

  /** Writes the head, and what is left to write. @throws the system's error */
  async finish(head: Uint8Array): Promise<void> {
    const data = this.#file.bytes - this.#roomAt - this.#room;
    await this.#file.patch(new BoxWriter(8).u64(data).bytes, this.#roomAt + this.#room + 8);
    const rest = this.#room - head.length;
    if (rest === 0 || rest >= 8) {
      await this.#file.patch(head, this.#roomAt);
      if (rest > 0) await this.#file.patch(new BoxWriter(8).u32(rest).ascii('free').bytes, this.#roomAt + head.length);
    } else await this.#file.append([head]);
    await this.#file.sync();
  }

  async close(): Promise<void> {
    await this.#file.close();
  }
}

function freeBox(bytes: number): Uint8Array {
  return new BoxWriter(bytes)
    .u32(bytes)
    .ascii('free')
    .zeros(bytes - 8).bytes;
}
