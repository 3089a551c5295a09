import path from 'node:path';
import type { Recordings } from '#contracts/recording';
import { Listeners } from '#core/listeners';
import { reasonOf } from '#core/reason-of';
import { english } from '#core/texts/english';
import type { Result } from '#core/texts/result';
import { type Advice, text } from '#core/texts/text';
import { Capability } from '../../capability';
import { nowUs } from '../../clock';
import { followStream } from '../../hub/follow-stream';
import type { Hub } from '../../hub/hub';
import type { Stream } from '../../hub/stream';
import type { Log } from '../../log';
import type { Rewind } from '../rewind/rewind';
import { ActiveRecording } from './active-recording';
import { bitsPerSecond, diskState, displaced, goingOn, keepQuota, withoutStream } from './active-recordings';
import { Background } from './background';
import { type Failed, FailedRecordings } from './failed-recordings';
import { movedRecording, resumedRecording, STUCK } from './failure';
import { inTime } from './in-time';
import { RecordingLibrary } from './library';
import { keptBefore, secondsSince } from './pre-roll';
import type { RecorderSettings } from './recorder-settings';
import type { RecordingFile } from './recording-file';
import { RecordingPlaces } from './recording-places';
import { RuleWatch } from './rule-watch';
import { noteOf } from './start-note';
import { StreamRecorder } from './stream-recorder';
import { writeTelemetryFiles } from './telemetry-files';

/** A disk that hangs does not keep the program from ending. */
const MAX_CLOSE_MS = 10_000;
/** How often the disk and the rules are looked at, and viewers are told of sizes. */
const LOOK_MS = 2000;

export const RECORDER = new Capability<Recorder>('recorder');

interface Beginning {
  readonly byRule: boolean;
  readonly secondsBefore: number;
  /** What happened to the recording that this one carries on. */
  readonly notice?: Advice | undefined;
}

/** Records any number of streams at once, and keeps what was recorded. */
export class Recorder {
  readonly library: RecordingLibrary;
  readonly settings: RecorderSettings;
  readonly #hub: Hub;
  readonly #log: Log;
  readonly #rewind: Pick<Rewind, 'read' | 'marksOf'> | undefined;
  readonly #rules: RuleWatch;
  readonly #places: RecordingPlaces;
  readonly #active = new Map<string, ActiveRecording>();
  readonly #failed = new FailedRecordings();
  /** Streams that somebody stopped though the rule wants them; until it does so anew. */
  readonly #stoppedByHand = new Set<string>();
  readonly #listeners = new Listeners();
  readonly #background: Background;
  readonly #timer: ReturnType<typeof setInterval>;
  readonly #unsubscribeHub: () => void;
  #isClosed = false;
  #isLooking = false;
  /** When every open file was last seen where it was begun, on the station's clock. */
  #inPlaceUs = nowUs();

  /** @param rewind what “record from 60 s ago” is taken from */
  constructor(hub: Hub, log: Log, settings: RecorderSettings, rewind?: Pick<Rewind, 'read' | 'marksOf'>) {
    this.#rewind = rewind;
    this.#hub = hub;
    this.#log = log;
    this.settings = settings;
    const { folder, fallback, reserveBytes } = settings;
    const folders: [string, ...string[]] = fallback === undefined ? [folder] : [folder, fallback];
    this.#background = new Background(log);
    this.library = new RecordingLibrary(folders, log);
    this.#places = new RecordingPlaces(folders, reserveBytes);
    this.#rules = new RuleWatch(hub, settings, (id, isWanted) => this.#ruleChanged(id, isWanted));
    this.#timer = setInterval(() => this.#background.add(this.look()), LOOK_MS);
    this.#timer.unref();
    this.#unsubscribeHub = hub.onChange(() => this.#rules.look());
    this.#background.add(this.#open());
  }

  /**
   * Records a stream from its last key picture on; one that is being recorded goes on.
   *
   * @param options.secondsBefore from so long ago, where somebody keeps that
   * @returns what is to be known of it though it begins; why not, where it cannot be
   */
  start(id: string, { secondsBefore = 0, byRule = false } = {}): Result<Advice | undefined> {
    const stream = this.#hub.get(id);
    if (!stream) return { ok: false, message: text('refused.noStream', { id: id.slice(0, 300) }) };
    if (stream.info.playback) return { ok: false, message: text('recorder.isRecording') };
    if (this.#isClosed) return { ok: false, message: text('refused.closing') };
    const there = this.#active.get(id);
    const note = noteOf(stream);
    if (there && !there.isEnding) return { ok: true, value: note };
    if (this.#places.isFull) {
      this.#tellFailure(id, { byRule, goesOn: false }, 'disk-full');
      return { ok: false, message: text('disk.full') };
    }
    this.#stoppedByHand.delete(id);
    this.#begin(stream, { byRule, secondsBefore });
    return { ok: true, value: note };
  }

  #begin({ info: { id, name } }: Stream, { byRule, secondsBefore, notice }: Beginning): void {
    this.#failed.delete(id);
    const before = secondsBefore > 0 && keptBefore(this.#rewind, id, secondsBefore);
    const { pattern, segment, mode } = this.settings;
    const recorder = new StreamRecorder({
      folder: () => this.#places.choose(),
      pattern,
      mode,
      segment,
      stream: { id, name },
      ...before,
      onFile: (file, isOpen) => this.#fileChanged(id, recorder, file, isOpen),
      onWait: () => this.#lookAtDisk(id, recorder),
      onFailure: (error) => this.#failure(id, recorder, error),
    });
    const leave = followStream(this.#hub, id, (found) => recorder.attach(found));
    this.#active.set(id, new ActiveRecording(recorder, leave, byRule, notice));
    this.#tell();
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

  /** Every recording at this moment, and the disk. */
  state(): Recordings {
    const streams = [...goingOn(this.#active).map(([id, one]) => one.state(id)), ...this.#failed.states()];
    const disk = diskState(this.#places.room, bitsPerSecond(this.#active, this.#hub));
    return { streams, ...(disk && { disk }) };
  }

  onChange(listener: () => void): () => void {
    return this.#listeners.subscribe(listener);
  }

  /** Resolves when the folder has been read and what a crash left is whole again. */
  async ready(): Promise<void> {
    await this.#background.done();
  }

  /** Ends every recording; resolves when all is on the disk. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearInterval(this.#timer);
    this.#unsubscribeHub();
    this.#rules.close();
    const end = async () => {
      await Promise.all([...this.#active].map(([id, active]) => this.#end(id, active)));
      await this.#background.done();
      await this.library.close();
      return true;
    };
    // What a disk has not taken by then it is not likely to: the next start puts right what it has.
    if (!(await inTime(end(), false, MAX_CLOSE_MS))) this.#log.error('recorder: the disk does not answer');
  }

  async #open(): Promise<void> {
    await this.library.open();
    await this.#places.look();
    await this.#keepQuota();
    if (!this.#isClosed) this.#rules.look();
    this.#tell();
  }

  #end(id: string, active: ActiveRecording): Promise<void> {
    const ending = active.end().finally(() => {
      if (this.#active.get(id) === active) this.#active.delete(id);
      this.#tell();
    });
    this.#background.add(ending);
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
    this.#lookAtDisk(id, recorder);
    const active = this.#active.get(id);
    if (!isOpen && active?.recorder === recorder) active.fileEnded(file);
    if (file.isGone) return this.library.forget(file.info.id);
    this.library.put(file.base, file.info, file.isSaved);
    if (isOpen) return;
    this.#background.add(writeTelemetryFiles(file.base, this.settings.beside, this.#log));
    this.#background.add(this.#keepQuota());
    this.#tell();
  }

  #failure(id: string, recorder: StreamRecorder, error: unknown): void {
    const active = this.#active.get(id);
    if (active?.recorder !== recorder) return;
    const { byRule } = active;
    active.drop();
    this.#active.delete(id);
    this.#log.error(`recording ${id} ended: ${reasonOf(error)}`);
    if (active.folder !== undefined) this.#places.roomOf(active.folder)?.refuse(error);
    this.#tellFailure(id, { byRule, goesOn: true }, error);
    // Another folder may take it at once.
    this.#background.add(this.#retry());
  }

  #tellFailure(id: string, how: Pick<Failed, 'byRule' | 'goesOn'>, error: unknown): void {
    this.#failed.add(id, how, error);
    this.#tell();
  }

  /** Notices a disk that does not answer, or does again, without asking it anything. */
  #lookAtDisk(id: string, recorder: StreamRecorder): void {
    const active = this.#active.get(id);
    if (active?.recorder !== recorder || active.isEnding) return;
    const change = active.lookAtDisk();
    if (change === 'stuck') this.#leaveStuck(id, active);
    if (change) this.#tell();
  }

  /** Where there is a second folder, the recording goes on there; else it waits. */
  #leaveStuck(id: string, active: ActiveRecording): void {
    const { folder = this.settings.folder } = active;
    this.#log.error(`recording ${id}: the disk of ${folder} does not answer`);
    // Of what was begun there nothing is known before it answers.
    this.#places.roomOf(folder)?.refuse(new Error(english(STUCK.message)));
    if (this.settings.fallback !== undefined) this.#moveOn(id, active, STUCK);
  }

  /** Looks at the disk, the files and the rules; by itself every two seconds. */
  async look(): Promise<void> {
    // A disk that does not answer is asked once.
    if (this.#isLooking) return;
    this.#isLooking = true;
    const room = this.#places.room;
    await Promise.all([this.#places.look(), this.#followFiles()]).finally(() => {
      this.#isLooking = false;
    });
    if (this.#isClosed) return;
    for (const [id, active] of withoutStream(this.#active, this.#hub)) void this.#end(id, active);
    this.#leaveFullDisks();
    await this.#retry();
    await inTime(this.library.refresh(), undefined);
    if (this.#isClosed) return;
    this.#rules.look();
    if (this.#active.size > 0) {
      await inTime(this.#keepQuota(), undefined);
      this.#tell();
    } else if (room !== this.#places.room || room?.isNews()) this.#tell();
  }

  /** A file whose path does not lead to it any more goes on as another one. */
  async #followFiles(): Promise<void> {
    const lookedUs = nowUs();
    for (const [id, active] of await displaced(this.#active)) this.#moveOn(id, active);
    this.#inPlaceUs = lookedUs;
  }

  #moveOn(id: string, active: ActiveRecording, why?: Advice): void {
    if (this.#isClosed || active.isEnding || this.#active.get(id) !== active) return;
    const stream = this.#hub.get(id);
    const file = active.recorder.file?.base ?? '';
    const notice = why ?? movedRecording(path.basename(`${file}.mp4`), this.settings.fallback !== undefined);
    this.#log.error(`${file}.mp4: ${english(notice.message)}`);
    void this.#end(id, active);
    const { byRule } = active;
    if (stream) this.#begin(stream, { byRule, secondsBefore: secondsSince(this.#inPlaceUs), notice });
    else this.#tellFailure(id, { byRule, goesOn: true }, new Error(english(notice.message)));
  }

  #leaveFullDisks(): void {
    for (const [id, active] of this.#active) {
      if (active.isEnding || !this.#places.roomOf(active.folder ?? this.settings.folder)?.isFull) continue;
      if (!this.#places.isFull) {
        active.recorder.beginNewFile('disk-full');
        continue;
      }
      void this.#end(id, active);
      this.#tellFailure(id, { byRule: active.byRule, goesOn: true }, 'disk-full');
    }
  }

  /** What failed begins again once a folder takes it: what a person began, until a person acknowledges that it failed. */
  async #retry(): Promise<void> {
    if (this.#failed.size === 0 || !(await this.#places.takesAgain())) return;
    for (const [id, { byRule, goesOn, state, sinceUs }] of this.#failed.entries()) {
      const stream = this.#hub.get(id);
      if (this.#isClosed || !stream || !(byRule ? this.#rules.isWanted(id) : goesOn)) continue;
      this.#log.info(`recording ${id} goes on`);
      this.#begin(stream, { byRule, secondsBefore: secondsSince(sinceUs), notice: resumedRecording(state) });
    }
  }

  #keepQuota(): Promise<void> {
    return keepQuota(this.#active, this.library, this.settings.quotaBytes);
  }

  #tell(): void {
    this.#listeners.notify();
  }
}
