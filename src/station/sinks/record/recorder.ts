import path from 'node:path';
import type { RecordingState, Recordings } from '#contracts/recording';
import { Motion, type RecordRule } from '#core/recording/rules';
import type { TelemetryFormat } from '#core/recording/telemetry/formats';
import type { Read } from '#core/settings/values';
import { nowUs } from '../../clock';
import type { Hub } from '../../hub/hub';
import type { Stream } from '../../hub/stream';
import type { Log } from '../../log';
import type { Rewind } from '../../rewind/rewind';
import { followStream } from '../follow-stream';
import { freeBytes } from './disk';
import { RecordingLibrary } from './library';
import type { RecordingFile } from './recording-file';
import { StreamRecorder } from './stream-recorder';
import { writeTelemetryFile } from './telemetry-files';

/** How often the disk is looked at, and viewers are told of sizes. */
const LOOK_MS = 2000;
/** A rule tries again after a failure, once this much more than the reserve is free. */
const RETRY_RESERVES = 2;

/** How a station records. */
export interface RecorderSettings {
  readonly folder: string;
  /** See `recordingName`. */
  readonly pattern: string;
  readonly rule: RecordRule;
  /** A new file begins after either. */
  readonly segment: { readonly us: number; readonly bytes: number };
  /** All recordings together: above this the oldest that are not pinned are deleted. */
  readonly quotaBytes: number | undefined;
  /** What is left free on the disk; recording stops there. */
  readonly reserveBytes: number;
  /** Written beside each recording when it ends. */
  readonly beside: readonly TelemetryFormat[];
}

interface Active {
  readonly recorder: StreamRecorder;
  readonly leave: () => void;
  readonly byRule: boolean;
  readonly sinceUs: number;
  /** Of the files that have ended. */
  endedBytes: number;
  ending?: Promise<void>;
}

/** Records any number of streams at once, and keeps what was recorded. */
export class Recorder {
  readonly library: RecordingLibrary;
  readonly settings: RecorderSettings;
  readonly #hub: Hub;
  readonly #log: Log;
  readonly #rewind: Pick<Rewind, 'read'> | undefined;
  readonly #active = new Map<string, Active>();
  readonly #failed = new Map<string, Extract<RecordingState, { state: 'failed' }> & { readonly byRule: boolean }>();
  /** Streams that somebody stopped though the rule would record them. */
  readonly #stoppedByHand = new Set<string>();
  readonly #watched = new Map<string, { readonly stream: Stream; readonly leave: () => void }>();
  readonly #listeners = new Set<() => void>();
  readonly #background = new Set<Promise<void>>();
  readonly #timer: ReturnType<typeof setInterval>;
  readonly #forgetHub: () => void;
  #free: number | undefined;
  #isClosed = false;

  /** @param rewind what “record from 60 s ago” is taken from */
  constructor(hub: Hub, log: Log, settings: RecorderSettings, rewind?: Pick<Rewind, 'read'>) {
    this.#rewind = rewind;
    this.#hub = hub;
    this.#log = log;
    this.settings = settings;
    this.library = new RecordingLibrary(settings.folder, log);
    this.#timer = setInterval(() => this.#inBackground(this.#look()), LOOK_MS);
    this.#timer.unref();
    this.#forgetHub = hub.onChange(() => this.#applyRule());
    this.#inBackground(this.#open());
  }

  /**
   * Records a stream from its last key picture on; one that is being recorded goes on.
   *
   * @param options.secondsBefore from so long ago, where somebody keeps that
   * @returns one line where it cannot be
   */
  start(id: string, { secondsBefore = 0, byRule = false } = {}): Read<undefined> {
    const stream = this.#hub.get(id);
    if (!stream) return { ok: false, message: `There is no stream “${id.slice(0, 300)}”.` };
    if (stream.info.playback) return { ok: false, message: 'It is a recording already.' };
    if (this.#isClosed) return { ok: false, message: 'The station is closing.' };
    const there = this.#active.get(id);
    if (there && !there.ending) return { ok: true, value: undefined };
    if (this.#free !== undefined && this.#free <= this.settings.reserveBytes) {
      this.#tellFailure(id, byRule, 'disk-full');
      return { ok: false, message: 'The disk is full.' };
    }
    this.#failed.delete(id);
    this.#stoppedByHand.delete(id);
    const preRoll = secondsBefore > 0 ? this.#rewind?.read(id, nowUs() - secondsBefore * 1e6, nowUs()) : undefined;
    const { folder, pattern, segment } = this.settings;
    const recorder = new StreamRecorder({
      ...{ folder, pattern, segment, preRoll, stream: { id, name: stream.info.name } },
      onFile: (file, isOpen) => this.#fileChanged(id, recorder, file, isOpen),
      onFailure: (error) => this.#failure(id, recorder, error),
    });
    const leave = followStream(this.#hub, id, (found) => recorder.attach(found));
    this.#active.set(id, { recorder, leave, byRule, sinceUs: nowUs(), endedBytes: 0 });
    this.#tell();
    return { ok: true, value: undefined };
  }

  /** Ends a recording, or acknowledges that it failed. @returns whether there was one */
  stop(id: string): boolean {
    const wasFailed = this.#failed.delete(id);
    const active = this.#active.get(id);
    if (active && !active.ending) {
      if (this.settings.rule !== 'on-demand') this.#stoppedByHand.add(id);
      this.#end(id, active);
    }
    if (wasFailed) this.#tell();
    return wasFailed || active !== undefined;
  }

  /** Notes a moment in a stream's recording. @returns whether it is recorded */
  mark(id: string, text?: string): boolean {
    const active = this.#active.get(id);
    active?.recorder.mark(text);
    return active !== undefined;
  }

  /** Every recording at this moment, and the disk. */
  state(): Recordings {
    const streams: RecordingState[] = [];
    for (const [stream, { recorder, sinceUs, endedBytes, ending }] of this.#active) {
      if (ending) continue;
      const { file } = recorder;
      streams.push({
        ...{ state: 'recording', stream, sinceUs: recorder.sinceUs ?? sinceUs, lost: recorder.lost },
        bytes: endedBytes + (file?.bytes ?? 0),
        ...(file && { file: path.basename(`${file.base}.mp4`) }),
      });
    }
    for (const { byRule: _, ...failed } of this.#failed.values()) streams.push(failed);
    const secondsLeft = this.#secondsLeft();
    const disk = this.#free !== undefined && {
      freeBytes: this.#free,
      ...(secondsLeft !== undefined && { secondsLeft }),
    };
    return { streams, ...(disk && { disk }) };
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Resolves when the folder has been read and what a crash left is whole again. */
  async ready(): Promise<void> {
    await Promise.all([...this.#background]);
  }

  /** Ends every recording; resolves when all is on the disk. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearInterval(this.#timer);
    this.#forgetHub();
    for (const { leave } of this.#watched.values()) leave();
    await Promise.all([...this.#active].map(([id, active]) => this.#end(id, active)));
    await Promise.all([...this.#background]);
    await this.library.close();
  }

  async #open(): Promise<void> {
    await this.library.open();
    this.#free = await freeBytes(this.settings.folder);
    await this.#keepQuota();
    this.#applyRule();
    this.#tell();
  }

  #end(id: string, active: Active): Promise<void> {
    active.ending ??= (async () => {
      // What waits in the inbox is written first; what comes now is not wanted any more.
      active.leave();
      await active.recorder.end();
      if (this.#active.get(id) === active) this.#active.delete(id);
      this.#tell();
    })();
    this.#inBackground(active.ending);
    this.#tell();
    return active.ending;
  }

  #fileChanged(id: string, recorder: StreamRecorder, file: RecordingFile, isOpen: boolean): void {
    this.library.put(file.base, file.info);
    if (isOpen) return;
    const active = this.#active.get(id);
    if (active?.recorder === recorder) active.endedBytes += file.info.bytes;
    this.#inBackground(this.#writeBeside(file.base));
    this.#inBackground(this.#keepQuota());
    this.#tell();
  }

  async #writeBeside(base: string): Promise<void> {
    for (const format of this.settings.beside) {
      await writeTelemetryFile(base, format).catch((error: unknown) => {
        this.#log.warn(`${base}.${format} cannot be written: ${reasonOf(error)}`);
      });
    }
  }

  #failure(id: string, recorder: StreamRecorder, error: unknown): void {
    const active = this.#active.get(id);
    if (active?.recorder !== recorder) return;
    active.leave();
    this.#active.delete(id);
    this.#log.error(`recording ${id} ended: ${reasonOf(error)}`);
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    this.#tellFailure(id, active.byRule, code === 'ENOSPC' || code === 'EDQUOT' ? 'disk-full' : reasonOf(error));
  }

  #tellFailure(stream: string, byRule: boolean, reason: string): void {
    const isFull = reason === 'disk-full';
    const message = isFull ? 'Recording stopped: the disk is full.' : `Recording stopped: ${reason}`.slice(0, 500);
    const tip = isFull
      ? 'Delete recordings, or choose another folder with --recordings. What was recorded is whole.'
      : 'See that the folder of the recordings can be written. What was recorded is whole.';
    this.#failed.set(stream, { state: 'failed', stream, message, tip, byRule });
    this.#tell();
  }

  async #look(): Promise<void> {
    this.#free = await freeBytes(this.settings.folder);
    const { reserveBytes } = this.settings;
    const isFull = this.#free !== undefined && this.#free <= reserveBytes;
    if (isFull) {
      for (const [id, active] of this.#active) {
        if (active.ending) continue;
        void this.#end(id, active);
        this.#tellFailure(id, active.byRule, 'disk-full');
      }
    } else if (this.#free === undefined || this.#free > reserveBytes * RETRY_RESERVES) {
      for (const [id, { byRule }] of this.#failed) if (byRule) this.start(id, { byRule });
    }
    if (this.#active.size > 0) {
      await this.#keepQuota();
      this.#tell();
    }
  }

  async #keepQuota(): Promise<void> {
    const { quotaBytes } = this.settings;
    if (quotaBytes !== undefined) await this.library.keepWithin(quotaBytes);
  }

  #secondsLeft(): number | undefined {
    let bitsPerSecond = 0;
    for (const id of this.#active.keys()) bitsPerSecond += this.#hub.get(id)?.statistics().bitsPerSecond ?? 0;
    if (this.#free === undefined || bitsPerSecond < 1) return undefined;
    return Math.max(0, ((this.#free - this.settings.reserveBytes) * 8) / bitsPerSecond);
  }

  #applyRule(): void {
    const { rule } = this.settings;
    if (rule === 'on-demand' || this.#isClosed) return;
    const streams = this.#hub.list().filter(({ info }) => !info.playback);
    for (const [id, { stream, leave }] of this.#watched) {
      if (this.#hub.get(id) === stream) continue;
      leave();
      this.#watched.delete(id);
    }
    for (const stream of streams) {
      const { id } = stream.info;
      if (rule === 'always') this.#startByRule(id);
      else if (!this.#watched.has(id)) this.#watched.set(id, { stream, leave: this.#watch(stream) });
    }
  }

  #startByRule(id: string): void {
    if (!this.#stoppedByHand.has(id) && !this.#failed.has(id)) this.start(id, { byRule: true });
  }

  #watch(stream: Stream): () => void {
    const { id } = stream.info;
    const motion = new Motion();
    let isMoving = false;
    return stream.subscribe({
      picture: () => undefined,
      state: () => undefined,
      telemetry: (values, receiveUs) => {
        const was = isMoving;
        isMoving = motion.add(values, receiveUs);
        if (isMoving && !was) this.#startByRule(id);
        if (isMoving || !was) return;
        const active = this.#active.get(id);
        // What a person began, a person ends.
        if (active?.byRule) this.#end(id, active);
        this.#stoppedByHand.delete(id);
      },
    });
  }

  #inBackground(work: Promise<void>): void {
    const running: Promise<void> = work
      .catch((error: unknown) => this.#log.error(`recorder: ${reasonOf(error)}`))
      .finally(() => this.#background.delete(running));
    this.#background.add(running);
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
