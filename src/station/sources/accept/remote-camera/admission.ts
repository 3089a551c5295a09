import { createHash, timingSafeEqual } from 'node:crypto';
import type { Approvals } from '../../../approvals/approvals';

/** Answers that are remembered: a fleet's worth, and then the oldest is forgotten. */
const MAX_REMEMBERED = 256;

/** Who a phone says it is. */
export interface PhoneIdentity {
  readonly sourceID: string;
  readonly deviceName: string;
  readonly address: string;
  readonly pairingCode: string | undefined;
}

export interface AdmissionOptions {
  readonly approvals: Approvals;
  /** Let in every phone that comes. */
  readonly acceptNew: boolean;
  /** What lets a phone in without being asked about. */
  readonly pairingCode: string | undefined;
}

/** Which phones may send pictures. */
export class Admission {
  readonly #options: AdmissionOptions;
  /** What a person said of a phone: it comes again with every hiccup of its network. */
  readonly #answers = new Map<string, boolean>();

  constructor(options: AdmissionOptions) {
    this.#options = options;
  }

  /** Whether a phone may send, where that is known without asking a person. */
  known(phone: PhoneIdentity): boolean | undefined {
    if (this.#options.acceptNew || this.knowsCode(phone)) return true;
    return this.#answers.get(keyOf(phone));
  }

  /** Asks a person. Resolves with whether the phone may send. @param signal aborts where it has gone */
  async ask(phone: PhoneIdentity, signal: AbortSignal): Promise<boolean> {
    const name = phone.deviceName || phone.sourceID;
    const answer = await this.#options.approvals.ask({ kind: 'phone', name, address: phone.address }, signal);
    if (answer !== undefined) this.#remember(keyOf(phone), answer);
    return answer ?? false;
  }

  /** Whether a phone gave the code: it is who it says, wherever it is. */
  knowsCode({ pairingCode: given }: PhoneIdentity): boolean {
    const { pairingCode } = this.#options;
    return pairingCode !== undefined && given !== undefined && timingSafeEqual(hash(pairingCode), hash(given));
  }

  #remember(key: string, answer: boolean): void {
    const [oldest] = this.#answers.keys();
    if (this.#answers.size >= MAX_REMEMBERED && oldest !== undefined) this.#answers.delete(oldest);
    this.#answers.set(key, answer);
  }
}

function keyOf({ address, sourceID }: PhoneIdentity): string {
  return `${address} ${sourceID}`;
}

function hash(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
