import { setTimeout as wait } from 'node:timers/promises';
import { backOffMs } from '#core/media/back-off';
import { reasonOf } from '#core/reason-of';
import { english } from '#core/texts/english';
import { type Text, verbatim } from '#core/texts/text';
import type { Log } from '#station/log';
import type { Camera, CameraPicture } from './camera';

/** How the camera does. */
export interface CameraState {
  readonly name: 'idle' | 'starting' | 'running' | 'waiting';
  /** Why it is not running; of `waiting` alone. */
  readonly reason?: Text;
  /** Lives that ended by themselves. */
  readonly failures: number;
  /** Its pictures bear the camera's own times. */
  readonly knowsCapture: boolean;
}

export interface CameraKeeperOptions {
  readonly find: () => Promise<{ readonly camera: Camera } | Text>;
  readonly log: Log;
  readonly onPicture: (picture: CameraPicture) => void;
  readonly onState: (state: CameraState) => void;
  /** Of the pauses before it is opened again, in ms; absent: five seconds. */
  readonly longestPauseMs?: number | undefined;
}

/** A camera that gave pictures for so long is no longer one that fails again and again. */
const PROVEN_MS = 5000;
const LONGEST_PAUSE_MS = 5000;

/** Keeps a camera open: opens it, and opens it again whenever it ends by itself, ever more patiently while it gives nothing. */
export class CameraKeeper {
  readonly #options: CameraKeeperOptions;
  #state: CameraState = { name: 'idle', failures: 0, knowsCapture: false };
  #stop: AbortController | undefined;
  /** The life before must be over: a camera opens once. */
  #life: Promise<void> = Promise.resolve();

  constructor(options: CameraKeeperOptions) {
    this.#options = options;
  }

  get state(): CameraState {
    return this.#state;
  }

  /** Opens it, unless it is kept open already. */
  open(): void {
    if (this.#stop) return;
    const stop = new AbortController();
    this.#stop = stop;
    this.#life = this.#life.then(() => this.#keep(stop.signal));
  }

  /** Closes it. Resolves when its program is gone. */
  async close(): Promise<void> {
    this.#stop?.abort();
    this.#stop = undefined;
    await this.#life;
  }

  async #keep(signal: AbortSignal): Promise<void> {
    let inARow = 0;
    while (!signal.aborted) {
      this.#become('starting');
      let firstMs: number | undefined;
      const reason = await this.#live(signal, () => {
        firstMs ??= performance.now();
      });
      if (signal.aborted) break;
      const isProven = firstMs !== undefined && performance.now() - firstMs > PROVEN_MS;
      inARow = isProven ? 1 : inARow + 1;
      const pauseMs = backOffMs(inARow, Math.random(), this.#options.longestPauseMs ?? LONGEST_PAUSE_MS);
      this.#state = { ...this.#state, failures: this.#state.failures + 1 };
      this.#options.log.warn(`camera: ${english(reason)}; opened again in ${Math.round(pauseMs)} ms`);
      this.#become('waiting', reason);
      // Rejects where it is closed meanwhile.
      await wait(pauseMs, undefined, { signal }).catch(() => undefined);
    }
    this.#become('idle');
  }

  async #live(signal: AbortSignal, onFirst: () => void): Promise<Text> {
    const { find, log, onPicture } = this.#options;
    try {
      const found = await find();
      if (!('camera' in found)) return found;
      const { camera } = found;
      log.info(`camera: ${camera.what}`);
      this.#state = { ...this.#state, knowsCapture: camera.knowsCapture };
      const end = await camera.run((picture) => {
        if (signal.aborted) return;
        onFirst();
        if (this.#state.name !== 'running') this.#become('running');
        onPicture(picture);
      }, signal);
      return end ?? verbatim('');
    } catch (error) {
      return verbatim(reasonOf(error));
    }
  }

  #become(name: CameraState['name'], reason?: Text): void {
    const { failures, knowsCapture } = this.#state;
    this.#state = { name, failures, knowsCapture, ...(reason && { reason }) };
    this.#options.onState(this.#state);
  }
}
