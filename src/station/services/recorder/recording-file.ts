import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { AccessUnit } from '#core/media/access-unit';
import type { AudioChunk } from '#core/media/audio-chunk';
import { BoxWriter } from '#core/mp4/boxes/box-writer';
import type { AudioFormat } from '#core/mp4/write/audio-entry';
import { FragmentBuilder } from '#core/mp4/write/fragment-builder';
import type { VideoTrackFormat } from '#core/mp4/write/track';
import type { TlogBlock } from '#core/protocols/mavlink/tlog/tlog-block';
import { recordingName } from '#core/recording/file-name';
import { MAX_GAPS, MAX_RECORDING_MARKS, type RecordingGap, type RecordingInfo } from '#core/recording/info';
import { type RecordLine, writeLine } from '#core/recording/telemetry/lines';
import type { Telemetry } from '#core/telemetry/telemetry';
import { wallUsOf } from '../../clock';
import { thisProcess } from '../../process-owner';
import { type AppendFile, syncFolder } from './append-file';
import { beginFiles } from './begin-files';
import { writeInfo } from './sidecar';
import { TlogFile } from './tlog-file';

/** Lines that may wait for a disk: a telemetry of fifty values a second for minutes. */
const MAX_LINE_BYTES = 4 * 1024 * 1024;
/** The telemetry's own share of fsync: it is written with each fragment, and lasts through a loss of power this often. */
const LINES_SYNC_US = 5e6;

export interface RecordingFileOptions {
  readonly folder: string;
  readonly pattern: string;
  /** The rights of its files; absent: for this user alone. */
  readonly mode?: number | undefined;
  readonly stream: RecordingInfo['stream'];
  readonly session: string;
  readonly video: VideoTrackFormat;
  readonly codec: AccessUnit['codec'];
  readonly audio: { readonly format: AudioFormat; readonly codec: string } | undefined;
  /** Of the first picture, on the station's clock. */
  readonly zeroUs: number;
  readonly lost: number;
}

/** One `.mp4` that is being written, with its telemetry and what is known of it beside. */
export class RecordingFile {
  info: RecordingInfo;
  /** Path without extension, as it was begun. */
  readonly base: string;
  readonly video: VideoTrackFormat;
  readonly audio: AudioFormat | undefined;
  readonly #zeroUs: number;
  readonly #wallZeroUs: number;
  readonly #media: AppendFile;
  readonly #lines: AppendFile;
  readonly #tlog: TlogFile;
  readonly #builder: FragmentBuilder;
  #waitingLines: string[] = [];
  #waitingLineBytes = 0;
  #linesSyncedUs = 0;
  #isGone = false;
  #isSaved = true;
  /** A mark was set that is not in `NAME.json` yet. */
  #isInfoStale = false;

  private constructor(
    options: RecordingFileOptions,
    files: Pick<RecordingFile, 'info' | 'base'>,
    media: AppendFile,
    lines: AppendFile,
  ) {
    this.info = files.info;
    this.base = files.base;
    this.video = options.video;
    this.audio = options.audio?.format;
    this.#zeroUs = options.zeroUs;
    this.#wallZeroUs = files.info.startedUs;
    this.#media = media;
    this.#lines = lines;
    this.#tlog = new TlogFile(files.base, options.mode);
    this.#builder = new FragmentBuilder(options.codec, options.video, options.audio?.format, files.info.startedUs);
  }

  /** Begins a file under a name that is free. @throws the system's error where that is not possible */
  static async begin(options: RecordingFileOptions): Promise<RecordingFile> {
    const { folder, pattern, stream, codec, video, audio, session } = options;
    await mkdir(folder, { recursive: true });
    const startedUs = wallUsOf(options.zeroUs);
    const name = recordingName(pattern, { stream: stream.name, at: new Date(startedUs / 1000) });
    const { base, media, lines } = await beginFiles(path.join(folder, name), options.mode);
    const info: RecordingInfo = {
      version: 1,
      id: randomUUID(),
      session,
      stream,
      startedUs,
      state: 'recording',
      codec,
      width: video.width,
      height: video.height,
      durationUs: 0,
      bytes: 0,
      pictures: 0,
      lost: options.lost,
      ...(audio && { audio: audio.codec }),
      gaps: [],
      pinned: false,
      owner: thisProcess(),
    };
    const file = new RecordingFile(options, { info, base }, media, lines);
    try {
      await media.append([file.#builder.init.bytes]);
      await writeInfo(base, info);
      await syncFolder(folder);
    } catch (error) {
      await Promise.all([media.discard(), lines.discard()]);
      throw error;
    }
    file.#line({ type: 'begin', stream: stream.id, wall: iso(startedUs), version: 1 });
    return file;
  }

  /** A time on the station's clock, in this file. */
  timeOf(us: number): number {
    return us - this.#zeroUs;
  }

  picture(unit: AccessUnit, us: number): void {
    this.#builder.addPicture(unit, Math.max(0, this.timeOf(us)));
    this.info = { ...this.info, pictures: this.info.pictures + 1 };
  }

  sound(chunk: AudioChunk, us: number): void {
    this.#builder.addAudio(chunk, this.timeOf(us));
  }

  telemetry(values: Telemetry, us: number): void {
    this.#line({ type: 'telemetry', ...this.#times(us), values });
  }

  /** Packets of the vehicle's link, as they came. */
  packets(block: TlogBlock): void {
    this.#tlog.add(block, this.#wallZeroUs - this.#zeroUs);
  }

  /** Packets were left out, since the disk did not follow. */
  losePackets(packets: number): void {
    this.#tlog.lost += packets;
  }

  /** Notes a moment of this file; one before its first picture is none of it. */
  mark(us: number, text: string | undefined): void {
    const atUs = Math.round(this.timeOf(us));
    const { marks = [] } = this.info;
    if (atUs < 0 || marks.length >= MAX_RECORDING_MARKS) return;
    const said = text !== undefined && { text };
    this.#line({ type: 'mark', ...this.#times(us), ...said });
    this.info = { ...this.info, marks: [...marks, { atUs, ...said }].sort((a, b) => a.atUs - b.atUs) };
    this.#isInfoStale = true;
  }

  gap(fromUs: number, toUs: number, cause: RecordingGap['cause']): void {
    const gap = { fromUs: Math.max(0, this.timeOf(fromUs)), toUs: Math.max(0, this.timeOf(toUs)), cause };
    this.#line({ type: 'gap', t: seconds(gap.fromUs), until: seconds(gap.toUs), cause });
    if (this.info.gaps.length < MAX_GAPS) this.info = { ...this.info, gaps: [...this.info.gaps, gap] };
  }

  lose(pictures: number): void {
    this.info = { ...this.info, lost: this.info.lost + pictures };
  }

  /** Bytes that wait for the next fragment. */
  get pendingBytes(): number {
    return this.#builder.pendingBytes;
  }

  /** Bytes of the file as it will be. */
  get bytes(): number {
    return this.#media.bytes + this.#builder.pendingBytes;
  }

  /**
   * Writes what came as one fragment, and syncs it.
   *
   * @param keepsLast see `FragmentBuilder.take`
   * @throws the system's error; the file then ends with the fragment before
   */
  async flush(keepsLast: boolean): Promise<void> {
    const lines = this.#waitingLines.join('');
    this.#waitingLines = [];
    this.#waitingLineBytes = 0;
    const parts = this.#builder.take(keepsLast);
    if (parts.length > 0) {
      await this.#media.append(parts);
      await this.#media.sync();
    }
    this.info = { ...this.info, durationUs: this.#builder.endUs, bytes: this.#media.bytes };
    if (lines !== '') await this.#lines.append([Buffer.from(lines)]);
    await this.#tlog.flush();
    this.info = { ...this.info, telemetryBytes: this.#lines.bytes, ...this.#tlog.info };
    await this.#keepMarks();
    if (this.#builder.endUs - this.#linesSyncedUs < LINES_SYNC_US) return;
    this.#linesSyncedUs = this.#builder.endUs;
    await this.#lines.sync();
    await this.#tlog.sync();
  }

  /** Whether its path still leads to it: what is written goes elsewhere, or nowhere, where not. */
  isInPlace(): Promise<boolean> {
    return this.#media.isInPlace();
  }

  /** It has ended, and is not where it was begun. */
  get isGone(): boolean {
    return this.#isGone;
  }

  /** Whether its sidecar says what `info` says, once it has ended. */
  get isSaved(): boolean {
    return this.#isSaved;
  }

  /** Ends the file. What still fails then costs no more than the last fragment and the duration in its head. */
  async end(reason: string | undefined): Promise<void> {
    await this.flush(false).catch(() => undefined);
    const { owner: _, ...info } = this.info;
    this.info = { ...info, state: 'finished', ...(reason !== undefined && { ended: reason }) };
    const tidy = async () => {
      for (const { offset, timescale } of this.#builder.init.durationAt) {
        const duration = Math.round((this.info.durationUs * timescale) / 1e6);
        await this.#media.patch(new BoxWriter(8).u64(duration).bytes, offset);
      }
      await this.#media.sync();
      await this.#lines.sync();
      await this.#tlog.sync();
    };
    await tidy().catch(() => undefined);
    // Another recording may have the name by now. Where the folder was renamed, what is known of it goes there.
    const place = await this.#media.place();
    this.#isGone = place !== this.#media.path;
    await this.#media.close().catch(() => undefined);
    await this.#lines.close().catch(() => undefined);
    await this.#tlog.close();
    if (place === undefined) return;
    await writeInfo(place.slice(0, -'.mp4'.length), this.info).catch(() => {
      this.#isSaved = false;
    });
  }

  /** A crash is not to cost a mark; a disk that refuses it costs no picture. */
  async #keepMarks(): Promise<void> {
    if (!this.#isInfoStale) return;
    this.#isInfoStale = false;
    if (!(await this.isInPlace())) return;
    await writeInfo(this.base, this.info).catch(() => undefined);
  }

  #times(us: number) {
    return { t: seconds(this.timeOf(us)), wall: iso(this.#wallZeroUs + this.timeOf(us)) };
  }

  #line(line: RecordLine): void {
    const text = writeLine(line);
    if (this.#waitingLineBytes + text.length > MAX_LINE_BYTES) return;
    this.#waitingLines.push(text);
    this.#waitingLineBytes += text.length;
  }
}

function iso(us: number): string {
  return new Date(us / 1000).toISOString();
}

/** To the µs. */
function seconds(us: number): number {
  return Math.round(us) / 1e6;
}
