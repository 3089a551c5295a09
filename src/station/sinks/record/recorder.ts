import type { RecordingState, Recordings } from '#contracts/recording';
import type { Read } from '#core/settings/values';
import { nowUs } from '../../clock';
import type { Hub } from '../../hub/hub';
import type { Log } from '../../log';
import type { Rewind } from '../../rewind/rewind';
import { followStream } from '../follow-stream';
import { ActiveRecording } from './active-recording';
import { DiskRoom } from './disk-room';
import { type FailedRecording, failedRecording, reasonOf } from './failure';
import { RecordingLibrary } from './library';
import type { RecorderSettings } from './recorder-settings';
import type { RecordingFile } from './recording-file';
import { RuleWatch } from './rule-watch';
import { StreamRecorder } from './stream-recorder';
import { writeTelemetryFile } from './telemetry-files';

/** How often the disk and the rules are looked at, and viewers are told of sizes. */
const LOOK_MS = 2000;
/** What a person began waits so long for a stream that is gone; a file is kept open for it. */
const LONGEST_WAIT_US = 3600e6;
/** No file is cut shorter than this share of the quota: pinned recordings may fill it for good. */
const LEAST_SHARE = 1 / 8;

/** Records any number of streams at once, and keeps what was recorded. */
export class Recorder {
  readonly library: RecordingLibrary;
  readonly settings: RecorderSettings;
  readonly #hub: Hub;
  readonly #log: Log;
  readonly #rewind: Pick<Rewind, 'read' | 'marksOf'> | undefined;
  readonly #rules: RuleWatch;
  readonly #disk: DiskRoom;
  readonly #active = new Map<string, ActiveRecording>();
  readonly #failed = new Map<string, { readonly state: FailedRecording; readonly byRule: boolean }>();
  /** Streams that somebody stopped though the rule wants them; until it does so anew. */
  readonly #stoppedByHand = new Set<string>();
  readonly #listeners = new Set<() => void>();
  readonly #background = new Set<Promise<void>>();
  readonly #timer: ReturnType<typeof setInterval>;
  readonly #forgetHub: () => void;
  #isClosed = false;
  #isLooking = false;

  /** @param rewind what “record from 60 s ago” is taken from */
  constructor(hub: Hub, log: Log, settings: RecorderSettings, rewind?: Pick<Rewind, 'read' | 'marksOf'>) {
    this.#rewind = rewind;
    this.#hub = hub;
    this.#log = log;
    this.settings = settings;
    this.library = new RecordingLibrary(settings.folder, log);
    this.#disk = new DiskRoom(settings.folder, settings.reserveBytes);
    this.#rules = new RuleWatch(hub, settings, (id, isWanted) => this.#ruleChanged(id, isWanted));
    this.#timer = setInterval(() => this.#inBackground(this.#look()), LOOK_MS);
    this.#timer.unref();
    this.#forgetHub = hub.onChange(() => this.#rules.look());
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
    if (there && !there.isEnding) return { ok: true, value: undefined };
    if (this.#disk.isFull) {
      this.#tellFailure(id, byRule, 'disk-full');
      return { ok: false, message: 'The disk is full.' };
    }
    this.#failed.delete(id);
    this.#stoppedByHand.delete(id);
    const before = secondsBefore > 0 ? this.#before(id, nowUs() - secondsBefore * 1e6) : {};
    const { folder, pattern, segment } = this.settings;
    const recorder = new StreamRecorder({
      ...{ folder, pattern, segment, stream: { id, name: stream.info.name } },
      ...before,
      onFile: (file, isOpen) => this.#fileChanged(id, recorder, file, isOpen),
      onFailure: (error) => this.#failure(id, recorder, error),
    });
    const leave = followStream(this.#hub, id, (found) => recorder.attach(found));
    this.#active.set(id, new ActiveRecording(recorder, leave, byRule));
    this.#tell();
    return { ok: true, value: undefined };
  }

  /** Ends a recording, or acknowledges that it failed. @returns whether there was one */
  stop(id: string): boolean {
    const wasFailed = this.#failed.delete(id);
    const active = this.#active.get(id);
    if (active && !active.isEnding) {
      if (this.#rules.isWanted(id)) this.#stoppedByHand.add(id);
      this.#end(id, active);
    }
    if (wasFailed) this.#tell();
    return wasFailed || active !== undefined;
  }

  /** Notes a moment in a stream's recording. @param us on the station's clock. Returns whether it lies in one */
  mark(id: string, us = nowUs(), text?: string): boolean {
    const active = this.#active.get(id);
    return active !== undefined && !active.isEnding && active.recorder.mark(us, text);
  }

  /** What is kept of a stream since then, and what was marked in it. */
  #before(id: string, fromUs: number) {
    const rewind = this.#rewind;
    return rewind && { preRoll: rewind.read(id, fromUs, nowUs()), marks: rewind.marksOf(id) };
  }

  /** Every recording at this moment, and the disk. */
  state(): Recordings {
    const active = [...this.#active].filter(([, { isEnding }]) => !isEnding);
    const failed = [...this.#failed.values()].map(({ state }) => state);
    const streams: RecordingState[] = [...active.map(([id, one]) => one.state(id)), ...failed];
    const { freeBytes } = this.#disk;
    const secondsLeft = this.#disk.secondsLeft(this.#bitsPerSecond());
    const disk = freeBytes !== undefined && { freeBytes, ...(secondsLeft !== undefined && { secondsLeft }) };
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
    this.#rules.close();
    await Promise.all([...this.#active].map(([id, active]) => this.#end(id, active)));
    await Promise.all([...this.#background]);
    await this.library.close();
  }

  async #open(): Promise<void> {
    await this.library.open();
    await this.#disk.look();
    await this.#keepQuota();
    if (!this.#isClosed) this.#rules.look();
    this.#tell();
  }

  #end(id: string, active: ActiveRecording): Promise<void> {
    const ending = active.end().finally(() => {
      if (this.#active.get(id) === active) this.#active.delete(id);
      this.#tell();
    });
    this.#inBackground(ending);
    this.#tell();
    return ending;
  }

  #ruleChanged(id: string, isWanted: boolean): void {
    if (isWanted) return this.#startByRule(id);
    this.#stoppedByHand.delete(id);
    if (this.#failed.get(id)?.byRule && !this.#hub.get(id)) this.#failed.delete(id);
    const active = this.#active.get(id);
    // What a person began, a person ends.
    if (active?.byRule) void this.#end(id, active);
  }

  #startByRule(id: string): void {
    if (this.#stoppedByHand.has(id)) return;
    const { rule, beforeUs } = this.settings;
    this.start(id, { byRule: true, secondsBefore: rule === 'always' ? 0 : beforeUs / 1e6 });
  }

  #fileChanged(id: string, recorder: StreamRecorder, file: RecordingFile, isOpen: boolean): void {
    this.library.put(file.base, file.info);
    if (isOpen) return;
    const active = this.#active.get(id);
    if (active?.recorder === recorder) active.fileEnded(file);
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
    active.drop();
    this.#active.delete(id);
    this.#log.error(`recording ${id} ended: ${reasonOf(error)}`);
    this.#tellFailure(id, active.byRule, error);
  }

  #tellFailure(id: string, byRule: boolean, error: unknown): void {
    this.#failed.set(id, { state: failedRecording(id, error), byRule });
    this.#tell();
  }

  async #look(): Promise<void> {
    // A disk that does not answer is asked once.
    if (this.#isLooking) return;
    this.#isLooking = true;
    await this.#disk.look().finally(() => {
      this.#isLooking = false;
    });
    if (this.#isClosed) return;
    this.#endWhatIsGone();
    if (this.#disk.isFull) this.#stopAll();
    else if (this.#disk.hasRoomAgain) this.#retry();
    this.#rules.look();
    if (this.#active.size > 0) {
      await this.#keepQuota();
      this.#tell();
    } else if (this.#disk.isNews()) this.#tell();
  }

  #stopAll(): void {
    for (const [id, active] of this.#active) {
      if (active.isEnding) continue;
      void this.#end(id, active);
      this.#tellFailure(id, active.byRule, 'disk-full');
    }
  }

  #retry(): void {
    for (const [id, { byRule }] of this.#failed) if (byRule && this.#rules.isWanted(id)) this.#startByRule(id);
  }

  #endWhatIsGone(): void {
    for (const [id, active] of this.#active) {
      if (active.look(this.#hub.get(id) !== undefined) > LONGEST_WAIT_US) void this.#end(id, active);
    }
  }

  async #keepQuota(): Promise<void> {
    const { quotaBytes } = this.settings;
    if (quotaBytes === undefined || (await this.library.keepWithin(quotaBytes))) return;
    // All that is left is pinned or being written: the largest of these ends, and may go then.
    const [largest] = [...this.#active.values()].sort((a, b) => b.openBytes - a.openBytes);
    if (largest && largest.openBytes >= quotaBytes * LEAST_SHARE) largest.recorder.beginNewFile('quota');
  }

  #bitsPerSecond(): number {
    let sum = 0;
    for (const id of this.#active.keys()) sum += this.#hub.get(id)?.statistics().bitsPerSecond ?? 0;
    return sum;
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
