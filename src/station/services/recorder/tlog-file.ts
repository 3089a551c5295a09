import path from 'node:path';
import type { TlogBlock } from '#core/protocols/mavlink/tlog/tlog-block';
import type { RecordingInfo } from '#core/recording/info';
import { AppendFile, syncFolder } from './append-file';
import { isDiskFull } from './failure';

/**
 * The packets of the vehicle's link beside a recording, as `NAME.tlog`: begun with the first packet, so that a camera without
 * such a link has none.
 */
export class TlogFile {
  readonly #path: string;
  readonly #mode: number | undefined;
  #file: AppendFile | undefined;
  #waiting: TlogBlock[] = [];
  #zeroUs = 0;

  /** Packets that are not in it. */
  lost = 0;

  /** @param base the recording's path without extension @param mode its rights; absent: for this user alone */
  constructor(base: string, mode: number | undefined) {
    this.#path = `${base}.tlog`;
    this.#mode = mode;
  }

  /** What is known of it, for the recording's sidecar. */
  get info(): Pick<RecordingInfo, 'tlogBytes' | 'tlogLost'> {
    const tlogBytes = this.#file?.bytes ?? 0;
    return { ...(tlogBytes > 0 && { tlogBytes }), ...(this.lost > 0 && { tlogLost: this.lost }) };
  }

  /** @param zeroUs 0 of the block's clock, in µs since 1970: the same for all of a recording */
  add(block: TlogBlock, zeroUs: number): void {
    this.#waiting.push(block);
    this.#zeroUs = zeroUs;
  }

  /**
   * Writes what came. Where the file cannot be begun, though the disk has room, these packets are lost and the film is not: it is
   * tried again with the next.
   *
   * @throws the system's error, as of any part of a recording; the file then ends with the record before
   */
  async flush(): Promise<void> {
    const blocks = this.#waiting;
    if (blocks.length === 0) return;
    this.#waiting = [];
    const file = await this.#begun();
    if (!file) {
      for (const { packets } of blocks) this.lost += packets;
      return;
    }
    await file.append(blocks.map((block) => block.written(this.#zeroUs)));
  }

  async sync(): Promise<void> {
    await this.#file?.sync();
  }

  async close(): Promise<void> {
    await this.#file?.close().catch(() => undefined);
  }

  async #begun(): Promise<AppendFile | undefined> {
    if (this.#file) return this.#file;
    try {
      this.#file = await AppendFile.create(this.#path, this.#mode);
    } catch (error) {
      if (isDiskFull(error)) throw error;
      return undefined;
    }
    await syncFolder(path.dirname(this.#path));
    return this.#file;
  }
}
