import { type Colour, effectiveColour } from '#core/colour/colour';
import { ClipMovie, type ClipRange, type ClipSummary } from '#core/mp4/write/clip-movie';
import type { VideoTrackFormat } from '#core/mp4/write/track';
import { writeLine } from '#core/recording/telemetry/lines';
import { text } from '#core/texts/text';
import { AppendFile } from '../recorder/append-file';
import { ClipFile } from './clip-file';
import { ClipFault, type ClipItem, type ClipSource } from './clip-source';

/** As much is gathered before it is written. */
const PIECE_BYTES = 1024 * 1024;
/** The disk is looked at after so many bytes. */
const LOOK_BYTES = 32 * 1024 * 1024;

export interface CutOptions {
  readonly source: ClipSource;
  /** On the source's clock. */
  readonly range: ClipRange;
  /** The `.mp4` that is made; there must be none of that name. */
  readonly file: string;
  /** Where telemetry is written that comes among the items, with times of the source's clock. */
  readonly telemetryFile: string;
  /** Where packets of the vehicle's link are written that come among the items, as `.tlog`; absent: nowhere. */
  readonly tlogFile?: string | undefined;
  readonly signal: AbortSignal;
  /** @throws ClipFault where the disk is to take no more */
  readonly checkDisk: () => Promise<void>;
  /** @param share of the range, 0..1 */
  readonly onProgress: (share: number, bytes: number) => void;
}

export interface Cut extends ClipSummary {
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
  readonly colour: Colour;
}

/**
 * Copies the pictures and the sound of a range into an MP4, nothing of which is re-encoded.
 *
 * @throws ClipFault, the system's error, or the signal's reason; what is there of the file then is of no use
 */
export async function cutClip(options: CutOptions): Promise<Cut> {
  const { source, range, signal } = options;
  let writer: Writer | undefined;
  try {
    for await (const item of source.items(range)) {
      signal.throwIfAborted();
      if (item.kind === 'format') writer ??= await Writer.open(options, item.video);
      else if (writer) await writer.take(item);
      if (writer?.movie.isOver) break;
    }
    if (!writer) throw nothing();
    return await writer.finish();
  } finally {
    await writer?.close();
  }
}

function nothing(): ClipFault {
  return new ClipFault(text('export.noPicture'), text('export.noPicture.tip'));
}

class Writer {
  readonly movie: ClipMovie;
  readonly #options: CutOptions;
  readonly #picture: Pick<Cut, 'width' | 'height' | 'colour'>;
  readonly #file: ClipFile;
  readonly #telemetry: AppendFile | undefined;
  #parts: Uint8Array[] = [];
  #waiting = 0;
  #lines: string[] = [];
  #packets: Uint8Array[] = [];
  #tlog: AppendFile | undefined;
  #lookedAt = 0;

  private constructor(options: CutOptions, video: VideoTrackFormat, file: ClipFile, telemetry: AppendFile | undefined) {
    this.#options = options;
    this.movie = new ClipMovie(video, options.range);
    const { width, height, colour = effectiveColour(undefined, video) } = video;
    this.#picture = { width, height, colour };
    this.#file = file;
    this.#telemetry = telemetry;
  }

  static async open(options: CutOptions, video: VideoTrackFormat): Promise<Writer> {
    const { source, range, file, telemetryFile } = options;
    const media = await ClipFile.create(file, range.toUs - range.fromUs);
    const lines = source.telemetryFile === undefined ? await AppendFile.create(telemetryFile) : undefined;
    return new Writer(options, video, media, lines);
  }

  async take(item: Exclude<ClipItem, { kind: 'format' }>): Promise<void> {
    switch (item.kind) {
      case 'picture':
        this.movie.picture(item.picture);
        break;
      case 'sound':
        this.movie.sound(item.sound);
        break;
      case 'packets':
        this.#packets.push(item.block.written(this.#options.source.wallUs));
        break;
      case 'telemetry': {
        const { values, atUs } = item;
        const wall = new Date((atUs + this.#options.source.wallUs) / 1000).toISOString();
        this.#lines.push(writeLine({ type: 'telemetry', t: atUs / 1e6, wall, values }));
        break;
      }
    }
    for (const part of this.movie.take()) {
      this.#parts.push(part);
      this.#waiting += part.length;
    }
    if (this.#waiting >= PIECE_BYTES) await this.#write();
  }

  async finish(): Promise<Cut> {
    const summary = this.movie.summary();
    if (!summary) throw nothing();
    await this.#write();
    const createdUs = summary.inUs + this.#options.source.wallUs;
    await this.#file.finish(this.movie.head(this.#file.dataOffset, createdUs));
    return { ...summary, ...this.#picture, bytes: this.#file.bytes };
  }

  async close(): Promise<void> {
    await this.#file.close();
    await this.#telemetry?.close();
    await this.#tlog?.close();
  }

  async #write(): Promise<void> {
    const { range, checkDisk, onProgress } = this.#options;
    const [parts, lines, packets] = [this.#parts, this.#lines, this.#packets];
    this.#packets = [];
    this.#parts = [];
    this.#lines = [];
    this.#waiting = 0;
    if (this.#lookedAt === 0 || this.#file.bytes - this.#lookedAt > LOOK_BYTES) {
      this.#lookedAt = this.#file.bytes;
      await checkDisk();
    }
    if (parts.length > 0) await this.#file.append(parts);
    if (lines.length > 0) await this.#telemetry?.append([Buffer.from(lines.join(''))]);
    if (packets.length > 0 && this.#options.tlogFile !== undefined) {
      this.#tlog ??= await AppendFile.create(this.#options.tlogFile);
      await this.#tlog.append(packets);
    }
    const { atUs = range.fromUs } = this.movie;
    const share = (atUs - range.fromUs) / (range.toUs - range.fromUs);
    onProgress(Math.min(1, Math.max(0, share)), this.#file.bytes);
  }
}
