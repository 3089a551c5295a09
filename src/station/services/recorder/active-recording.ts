import path from 'node:path';
import type { RecordingState } from '#contracts/recording';
import type { Advice } from '#core/texts/text';
import { nowUs } from '../../clock';
import { answersAgain, STUCK } from './failure';
import type { RecordingFile } from './recording-file';
import type { StreamRecorder } from './stream-recorder';

/** A disk that takes nothing for so long does not answer. */
const STUCK_US = 1.5e6;

/** A recording that goes on: over all its files, and while its stream is away. */
export class ActiveRecording {
  readonly recorder: StreamRecorder;
  /** What a person began, a person ends. */
  readonly byRule: boolean;
  readonly #leave: () => void;
  readonly #sinceUs = nowUs();
  #endedBytes = 0;
  #goneUs: number | undefined;
  #ending: Promise<void> | undefined;

  #notice: Advice | undefined;
  /** Lost before the disk stopped to answer; `undefined` while it answers. */
  #lostBefore: number | undefined;

  /** @param leave lets go of the stream @param notice what happened to the recording that this one carries on */
  constructor(recorder: StreamRecorder, leave: () => void, byRule: boolean, notice?: Advice) {
    this.#notice = notice;
    this.recorder = recorder;
    this.#leave = leave;
    this.byRule = byRule;
  }

  get isEnding(): boolean {
    return this.#ending !== undefined;
  }

  /** Of the file that is open. */
  get openBytes(): number {
    return this.recorder.file?.bytes ?? 0;
  }

  /** Where its last file was begun. */
  get folder(): string | undefined {
    return this.recorder.folder;
  }

  /** Notices whether the disk answers. @returns whether it stopped to, began again, or neither */
  lookAtDisk(): 'stuck' | 'back' | undefined {
    const { waitsUs, lost } = this.recorder;
    if (this.#lostBefore === undefined && waitsUs > STUCK_US) {
      this.#lostBefore = lost;
      this.#notice = STUCK;
      return 'stuck';
    }
    if (this.#lostBefore === undefined || waitsUs > STUCK_US) return undefined;
    this.#notice = answersAgain(lost - this.#lostBefore);
    this.#lostBefore = undefined;
    return 'back';
  }

  fileEnded({ info }: RecordingFile): void {
    this.#endedBytes += info.bytes;
  }

  /** @returns how long its stream has been gone, as far as was looked. µs */
  look(isThere: boolean): number {
    this.#goneUs = isThere ? undefined : (this.#goneUs ?? nowUs());
    return this.#goneUs === undefined ? 0 : nowUs() - this.#goneUs;
  }

  state(stream: string): RecordingState {
    const { file, sinceUs = this.#sinceUs, lost } = this.recorder;
    return {
      state: 'recording',
      stream,
      sinceUs,
      lost,
      bytes: this.#endedBytes + this.openBytes,
      ...(this.#notice && { notice: this.#notice }),
      ...(file && { file: path.basename(`${file.base}.mp4`) }),
    };
  }

  /** Writes what came and ends its file; what comes now is not wanted any more. */
  end(): Promise<void> {
    this.#leave();
    this.#ending ??= this.recorder.end();
    return this.#ending;
  }

  /** Its recorder has ended by itself. */
  drop(): void {
    this.#leave();
  }
}
