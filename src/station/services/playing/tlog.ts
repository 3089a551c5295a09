import type { PlaybackGap } from '#contracts/playback';
import type { InspectionSection } from '#core/inspection/inspection';
import { inspectMavlink } from '#core/protocols/mavlink/inspect';
import { MavlinkLink } from '#core/protocols/mavlink/link';
import { TlogAxis } from '#core/protocols/mavlink/tlog/tlog-axis';
import { TlogReader, type TlogRecord } from '#core/protocols/mavlink/tlog/tlog-reader';
import type { Telemetry } from '#core/telemetry/telemetry';
import type { Result } from '#core/texts/result';
import { type Text, text, verbatim } from '#core/texts/text';
import { ByteFile } from '../../media-file/byte-file';
import { fileFault } from '../../media-file/file-fault';
import type { TelemetrySample, TimeRange } from '../../playback/medium';
import { TlogCursor } from './tlog-cursor';
import { TlogPlaces } from './tlog-places';

const PIECE_BYTES = 64 * 1024;
/** Opening waits no longer for the whole to be read: the rest comes while it is played. */
const PATIENCE_MS = 300;
/** A log with no record in so much of its beginning is none. */
const MAX_BEGINNING_BYTES = 4 * 1024 * 1024;
/** Values are fresh for some seconds, and a vehicle says by its heartbeat each second what it is. */
const WARM_UP_US = 10e6;
/** A reading goes on over so much; what is farther is read anew. */
const MAX_GO_ON_US = 30e6;
/** Readings at a time: one for each who plays it, as a rule. */
const MAX_CURSORS = 4;
/** Silence that is a pause. */
const GAP_US = 5e6;
const MAX_GAPS = 1000;
/** Points of a plot. */
const TRACK_POINTS = 600;

/** Whether a file is called as a log is. */
export function isTlogName(file: string): boolean {
  return file.toLowerCase().endsWith('.tlog');
}

/** A log of MAVLink that is played: read once for what lies where, then here and there. Bounded, however long it is. */
export class Tlog {
  readonly #file: ByteFile;
  readonly #places = new TlogPlaces();
  readonly #axis = new TlogAxis();
  readonly #reader: TlogReader;
  readonly #link = new MavlinkLink({ onTelemetry: () => undefined });
  readonly #push = this.#link.open({ datagrams: true }).push;
  readonly #gaps: PlaybackGap[] = [];
  #track: TelemetrySample[] = [];
  #trackEveryUs = 1e6;
  #beginUs: number | undefined;
  #endUs = 0;
  #readTo = 0;
  #isClosed = false;
  #isWhole = false;
  #scanning: Promise<void> = Promise.resolve();
  #cursors: TlogCursor[] = [];
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(file: ByteFile) {
    this.#file = file;
    this.#reader = new TlogReader((record) => this.#see(record));
  }

  /** Opens a log. Never throws. @returns it, or what is the matter: words that follow “NAME cannot be played: ” */
  static async open(file: string): Promise<Result<Tlog>> {
    let bytes: ByteFile | undefined;
    try {
      bytes = await ByteFile.open(file);
      const tlog = new Tlog(bytes);
      const until = performance.now() + PATIENCE_MS;
      while ((await tlog.#advance()) && tlog.#wantsMore(until));
      if (tlog.range) {
        tlog.#scanning = tlog.#scanRest();
        return { ok: true, value: tlog };
      }
      await bytes.close();
      return { ok: false, message: bytes.size === 0 ? text('film.empty') : text('film.noTlog') };
    } catch (error) {
      await bytes?.close().catch(() => undefined);
      return { ok: false, message: fileFault(error) };
    }
  }

  /** In bytes. */
  get bytes(): number {
    return this.#file.size;
  }

  /** Whether all of it was read once. */
  get isWhole(): boolean {
    return this.#isWhole;
  }

  /** Resolves once all of it was read, or it was closed. */
  get scanned(): Promise<void> {
    return this.#scanning;
  }

  /** From the first record to the last that was read, in the log's own time: the wall's clock, as long as nobody set it. */
  get range(): TimeRange | undefined {
    return this.#beginUs === undefined ? undefined : { beginUs: this.#beginUs, endUs: this.#endUs };
  }

  /** Where nothing was said for some seconds, oldest first. */
  get gaps(): readonly PlaybackGap[] {
    return this.#gaps;
  }

  /** Values over the whole time, some hundreds. */
  get track(): readonly TelemetrySample[] {
    return this.#track;
  }

  /** What was passed over. */
  get damages(): { readonly stretches: number; readonly bytes: number } {
    return { stretches: this.#reader.damages, bytes: this.#reader.skippedBytes };
  }

  /** Who is in the log, and what is the matter with it. */
  inspect(): readonly InspectionSection[] {
    const { stretches, bytes } = this.damages;
    const row = (label: Text, value: string) => ({ label, value: verbatim(value) });
    const file: InspectionSection = {
      title: text('inspection.tlog'),
      rows: [
        row(text('inspection.tlogBytes'), String(this.#file.size)),
        ...(stretches > 0 ? [row(text('inspection.tlogDamaged'), `${stretches} (${bytes})`)] : []),
        ...(this.#axis.changes > 0 ? [row(text('inspection.tlogClock'), String(this.#axis.changes))] : []),
      ],
      advice: stretches > 0 ? [text('inspection.tlogDamagedAdvice', { stretches, bytes })] : [],
    };
    return [file, ...inspectMavlink(this.#link, this.#endUs)];
  }

  /** What was known at a moment in the log's own time, and when the last of it came. */
  at(us: number): Promise<{ readonly values: Telemetry; readonly lastUs: number } | undefined> {
    const found = this.#turn.then(() => this.#at(us));
    this.#turn = found.catch(() => undefined);
    return found.catch(() => undefined);
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    await Promise.all([this.#scanning, this.#turn]);
    this.#cursors = [];
    await this.#file.close().catch(() => undefined);
  }

  async #at(us: number) {
    const place = this.#places.before(us - WARM_UP_US);
    if (this.#isClosed || !place || us < (this.#beginUs ?? 0)) return undefined;
    const near = this.#cursors.filter(({ lastUs }) => lastUs <= us && us - lastUs <= MAX_GO_ON_US);
    near.sort((a, b) => b.lastUs - a.lastUs);
    const cursor = near[0] ?? new TlogCursor(this.#file, place, this.#link.vehicle?.system);
    // The one that was used last comes last.
    this.#cursors = [...this.#cursors.filter((one) => one !== cursor), cursor].slice(-MAX_CURSORS);
    await cursor.goTo(us);
    return { values: cursor.values(us), lastUs: cursor.lastUs };
  }

  #wantsMore(untilMs: number): boolean {
    if (this.range) return performance.now() < untilMs;
    return this.#readTo < MAX_BEGINNING_BYTES;
  }

  async #scanRest(): Promise<void> {
    try {
      while (!this.#isClosed && (await this.#advance()));
    } catch {
      // What was read until then is played.
    }
    this.#isWhole = true;
  }

  /** Reads a piece. @returns whether there is more */
  async #advance(): Promise<boolean> {
    const piece = await this.#file.read(this.#readTo, PIECE_BYTES);
    this.#readTo += piece.length;
    this.#reader.push(piece);
    if (piece.length > 0 && this.#readTo < this.#file.size) return true;
    this.#reader.end();
    return false;
  }

  #see({ timeUs: rawUs, offset, packet }: TlogRecord): void {
    const timeUs = this.#axis.take(rawUs);
    if (this.#beginUs !== undefined && timeUs - this.#endUs > GAP_US && this.#gaps.length < MAX_GAPS)
      this.#gaps.push({ fromUs: this.#endUs, toUs: timeUs, cause: 'link' });
    this.#beginUs ??= timeUs;
    this.#endUs = timeUs;
    this.#places.add({ timeUs, offset, shiftUs: this.#axis.shiftUs });
    this.#push(packet.bytes.subarray(packet.start, packet.end), timeUs);
    this.#plot(timeUs);
  }

  #plot(timeUs: number): void {
    const last = this.#track.at(-1)?.timeUs;
    if (last !== undefined && timeUs - last < this.#trackEveryUs) return;
    this.#track.push({ timeUs, values: this.#link.board.telemetry(timeUs) });
    if (this.#track.length < 2 * TRACK_POINTS) return;
    this.#track = this.#track.filter((_, at) => at % 2 === 0);
    this.#trackEveryUs *= 2;
  }
}
