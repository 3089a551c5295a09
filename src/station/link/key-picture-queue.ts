import { encodeKeyPictureHeader, type KeyPictureAsk, type PictureOwner } from '#contracts/key-picture';
import type { TellOf } from '#contracts/topics/define-topic';
import type { keyPicturesTopic } from '#contracts/topics/key-pictures';
import type { ViewerPort } from '../extension/viewer-port';
import type { KeyPicture } from '../playback/key-picture';

/** A viewer asks for one at a time; more are of a viewer that is not ours. */
const MAX_WAITING = 8;
/** Pictures that are larger than this come from no camera, and are not made small. */
const MAX_BYTES = 8 * 1024 * 1024;
/** How often it is looked whether the link is free, and how often before the question is given up. */
const LOOK_MS = 25;
const MAX_LOOKS = 40;

export interface KeyPictureQueueOptions {
  readonly port: Pick<ViewerPort, 'sendPicture'>;
  readonly tell: (message: TellOf<typeof keyPicturesTopic>) => void;
  /** `undefined` where there is none, or this viewer may not see it. */
  readonly find: (of: PictureOwner, atUs: number) => Promise<KeyPicture | undefined>;
  /** Whether pictures that are shown or played wait for the link. */
  readonly isBusy: () => boolean;
}

/** Answers one viewer's questions for key pictures: one after another, and none before what is shown. */
export class KeyPictureQueue {
  readonly #options: KeyPictureQueueOptions;
  readonly #waiting: KeyPictureAsk[] = [];
  #isAnswering = false;
  #isClosed = false;

  constructor(options: KeyPictureQueueOptions) {
    this.#options = options;
  }

  ask(ask: KeyPictureAsk): void {
    if (this.#waiting.length >= MAX_WAITING) return this.#refuse(ask);
    this.#waiting.push(ask);
    if (!this.#isAnswering) void this.#answerAll();
  }

  close(): void {
    this.#isClosed = true;
    this.#waiting.length = 0;
  }

  async #answerAll(): Promise<void> {
    this.#isAnswering = true;
    for (let ask = this.#waiting.shift(); ask; ask = this.#waiting.shift()) await this.#answer(ask);
    this.#isAnswering = false;
  }

  async #answer(ask: KeyPictureAsk): Promise<void> {
    const { find, port } = this.#options;
    const isFree = await this.#untilFree();
    const found = isFree ? await find(ask.of, ask.atUs).catch(() => undefined) : undefined;
    if (this.#isClosed) return;
    const codec = found?.unit.codec ?? 'h264';
    if (!found || !ask.codecs.includes(codec) || found.unit.data.length > MAX_BYTES) return this.#refuse(ask);
    const { timeUs, nextUs, unit } = found;
    port.sendPicture(encodeKeyPictureHeader({ number: ask.number, codec, timeUs, nextUs }), unit.data);
  }

  async #untilFree(): Promise<boolean> {
    for (let look = 0; this.#options.isBusy(); look++) {
      if (look === MAX_LOOKS || this.#isClosed) return false;
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
    return true;
  }

  #refuse({ number }: KeyPictureAsk): void {
    if (!this.#isClosed) this.#options.tell({ type: 'no-key-picture', number });
  }
}
