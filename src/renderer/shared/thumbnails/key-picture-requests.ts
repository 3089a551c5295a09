import type { KeyPictureAnswer, KeyPictureAsk } from '#contracts/key-picture';
import type { ViewerMessage } from '#contracts/link';

/** A station answers sooner, or the link is gone. */
const PATIENCE_MS = 4000;
const NUMBERS = 0x10000;

interface Open {
  readonly answer: (answer: KeyPictureAnswer | undefined) => void;
  readonly timer: ReturnType<typeof setTimeout>;
}

/** Asks the station for key pictures, and gives each answer to its request. */
export class KeyPictureRequests {
  readonly #send: (message: ViewerMessage) => void;
  readonly #open = new Map<number, Open>();
  #number = 0;

  constructor(send: (message: ViewerMessage) => void) {
    this.#send = send;
  }

  /** @returns `undefined` where there is none, or no answer comes */
  ask(question: Omit<KeyPictureAsk, 'number'>): Promise<KeyPictureAnswer | undefined> {
    this.#number = (this.#number + 1) % NUMBERS;
    const number = this.#number;
    return new Promise((answer) => {
      const timer = setTimeout(() => this.#answer(number, undefined), PATIENCE_MS);
      this.#open.set(number, { answer, timer });
      this.#send({ type: 'key-picture', number, ...question });
    });
  }

  take(answer: KeyPictureAnswer): void {
    this.#answer(answer.number, answer);
  }

  refused(number: number): void {
    this.#answer(number, undefined);
  }

  /** The link is another: what was asked for over the old one does not come. */
  reset(): void {
    for (const number of [...this.#open.keys()]) this.#answer(number, undefined);
  }

  #answer(number: number, answer: KeyPictureAnswer | undefined): void {
    const open = this.#open.get(number);
    if (!open) return;
    this.#open.delete(number);
    clearTimeout(open.timer);
    open.answer(answer);
  }
}
