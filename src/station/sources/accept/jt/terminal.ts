import type { Jt808Message } from '#core/protocols/jt808/messages';
import type { Location } from '#core/protocols/jt808/messages/location';
import type { Register } from '#core/protocols/jt808/messages/register';
import { telemetryOfLocation } from '#core/protocols/jt808/telemetry';
import type { Telemetry } from '#core/telemetry/telemetry';
import { nowUs, wallUsOf } from '../../../clock';
import type { CameraChannel } from './camera-channel';
import type { Answer, Commander } from './commander';

/** A terminal's signalling connection, once it has shown its code. */
export interface TerminalLink {
  /** @returns its serial, which an answer names */
  send(message: Jt808Message): number;
  close(reason: string): void;
  /** This machine, as the terminal reaches it. */
  readonly localAddress: string;
  readonly remoteAddress: string;
}

/** What a terminal says of its vehicle when it registers. */
export type TerminalFacts = Pick<Register, 'plate' | 'manufacturerId' | 'terminalModel' | 'terminalId'>;

interface Question {
  readonly wantsList: boolean;
  answer(message: Answer | undefined): void;
}

/** Questions that wait for their answers: two for each camera of the largest terminals, and some more. */
const MAX_QUESTIONS = 64;

/** One vehicle: its number, its cameras, what it last said; over all its connections. */
export class Terminal {
  /** See `simName`. */
  readonly sim: string;
  facts: TerminalFacts | undefined;
  readonly channels = new Map<number, CameraChannel>();
  /** What it last said of itself, and when that came, for people: ms since 1970. */
  telemetry: { readonly values: Telemetry; readonly reportedMs: number } | undefined;
  /** When it came or went last, for people: ms since 1970. */
  sinceMs = wallMs();
  #link: TerminalLink | undefined;
  #commander: Commander | undefined;
  readonly #questions = new Map<number, Question>();

  constructor(sim: string) {
    this.sim = sim;
  }

  get isOnline(): boolean {
    return this.#link !== undefined;
  }

  /** Where it is to send its media; `undefined` while it is not there. */
  get media(): Commander['media'] | undefined {
    return this.#commander?.media;
  }

  get link(): TerminalLink | undefined {
    return this.#link;
  }

  /** A connection of it stands; the one before is closed. */
  connect(link: TerminalLink, commander: Commander): void {
    const former = this.#link;
    this.#link = link;
    this.#commander = commander;
    this.sinceMs = wallMs();
    this.#forgetQuestions();
    former?.close('the terminal has connected anew');
    for (const channel of this.channels.values()) channel.online(commander);
  }

  /** A connection ended. @returns false where another has taken its place */
  disconnect(link: TerminalLink, detail: string): boolean {
    if (this.#link !== link) return false;
    this.#link = undefined;
    this.#commander = undefined;
    this.sinceMs = wallMs();
    this.#forgetQuestions();
    for (const channel of this.channels.values()) channel.offline(detail);
    return true;
  }

  addChannel(channel: CameraChannel): void {
    this.channels.set(channel.number, channel);
    if (this.#commander) channel.online(this.#commander);
    if (this.telemetry) channel.stream.publishTelemetry(this.telemetry.values);
  }

  /** Takes a location report. */
  report(location: Location): void {
    const values = telemetryOfLocation(location);
    const receiveUs = nowUs();
    const isFirst = this.telemetry === undefined;
    this.telemetry = { values, reportedMs: wallMs() };
    for (const { stream } of this.channels.values()) {
      const { telemetry } = stream.links;
      if (telemetry?.state === 'open' && (isFirst || telemetry.lastDataUs === undefined)) {
        stream.setLink('telemetry', { ...telemetry, lastDataUs: receiveUs });
      }
      stream.publishTelemetry(values);
    }
  }

  /**
   * Asks the terminal something.
   *
   * @returns `undefined` where it is not there, does not answer in time, or is being asked too much
   */
  ask(message: Jt808Message, timeoutMs: number): Promise<Answer | undefined> {
    const link = this.#link;
    if (!link || this.#questions.size >= MAX_QUESTIONS) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      const serial = link.send(message);
      const timer = setTimeout(() => answer(undefined), timeoutMs);
      const answer = (reply: Answer | undefined) => {
        clearTimeout(timer);
        this.#questions.delete(serial);
        resolve(reply);
      };
      this.#questions.set(serial, { answer, wantsList: message.kind === 'queryRecordings' });
    });
  }

  /** The terminal has answered something. That it has understood a question for a list is no answer to it. */
  answered(message: Answer): void {
    const question = this.#questions.get(message.body.responseSerial);
    if (question?.wantsList && message.kind === 'terminalResponse' && message.body.result === 0) return;
    question?.answer(message);
  }

  #forgetQuestions(): void {
    for (const question of [...this.#questions.values()]) question.answer(undefined);
  }
}

function wallMs(): number {
  return Math.round(wallUsOf(nowUs()) / 1000);
}
