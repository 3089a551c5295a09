import { type Additional, readAdditional } from '#core/protocols/jt808/additional';
import { type PlaceAlarms, readPlaceAlarms } from '#core/protocols/jt808/area-alarms';
import type { Jt808Message } from '#core/protocols/jt808/messages';
import type { Location } from '#core/protocols/jt808/messages/location';
import type { Register } from '#core/protocols/jt808/messages/register';
import { readSafetyAlarms } from '#core/protocols/jt808/safety-alarms';
import { telemetryOfLocation } from '#core/protocols/jt808/telemetry';
import type { Telemetry } from '#core/telemetry/telemetry';
import { nowUs, wallUsOf } from '../../../clock';
import type { CameraChannel } from './camera-channel';
import type { Answer, Asked, Commander } from './commander';
import { type LoggedAlarm, SafetyLog } from './safety-log';
import { Track, type TrackBudget } from './track';
import { Uploads } from './uploads';

/** A terminal's signalling connection, once it has shown its code. */
export interface TerminalLink {
  /** @returns its serial, which an answer names */
  send(message: Jt808Message): number;
  close(reason: string): void;
  /** This machine, as the terminal reaches it. */
  readonly localAddress: string;
  readonly remoteAddress: string;
  /** That it speaks. */
  readonly edition: 2013 | 2019;
}

/** What a terminal says of its vehicle when it registers. */
export type TerminalFacts = Pick<Register, 'plate' | 'manufacturerId' | 'terminalModel' | 'terminalId'>;

interface Question {
  /** The answer is a message of its own: that it has understood the question is none. */
  readonly wants: Answer['kind'] | undefined;
  /** It has understood the question. */
  acknowledged?: Answer;
  answer(message: Answer | undefined): void;
}

const ANSWERED_WITH: { readonly [K in Jt808Message['kind']]?: Answer['kind'] } = {
  queryRecordings: 'recordings',
  queryPosition: 'positionAnswer',
  queryParameters: 'parameters',
  queryParametersById: 'parameters',
  cameraShot: 'cameraShotAnswer',
};

/** Questions that wait for their answers: two for each camera of the largest terminals, and some more. */
const MAX_QUESTIONS = 64;

/** One vehicle: its number, its cameras, what it last said; over all its connections. */
export class Terminal implements Asked {
  /** See `simName`. */
  readonly sim: string;
  facts: TerminalFacts | undefined;
  readonly channels = new Map<number, CameraChannel>();
  /** What it last said of itself, and when that came, for people: ms since 1970. */
  telemetry: { readonly values: Telemetry; readonly reportedMs: number } | undefined;
  /** Mileage, fuel and the like, as its last report had them. */
  additional: Additional = {};
  /** Of its last report alone. */
  places: PlaceAlarms = {};
  readonly track: Track;
  readonly alarms = new SafetyLog();
  readonly uploads = new Uploads();
  /** When it came or went last, for people: ms since 1970. */
  sinceMs = wallMs();
  #link: TerminalLink | undefined;
  #commander: Commander | undefined;
  readonly #questions = new Map<number, Question>();

  constructor(sim: string, trackBudget: TrackBudget) {
    this.sim = sim;
    this.track = new Track(trackBudget);
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

  /** Takes a location report. @returns alarms of active safety that are news */
  report(location: Location): readonly LoggedAlarm[] {
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
    this.additional = { ...this.additional, ...readAdditional(location.additional) };
    this.places = readPlaceAlarms(location.additional);
    return this.recall(location);
  }

  /** Takes a report of before: where it was, and its alarms. */
  recall(location: Location): readonly LoggedAlarm[] {
    this.track.take(location);
    const nowMs = wallMs();
    return readSafetyAlarms(location.additional).flatMap((alarm) => this.alarms.take(alarm, nowMs) ?? []);
  }

  /** Asks the terminal something: see `Asked`. */
  ask(message: Jt808Message, timeoutMs: number, sent?: (serial: number) => void): Promise<Answer | undefined> {
    const link = this.#link;
    if (!link || this.#questions.size >= MAX_QUESTIONS) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      const serial = link.send(message);
      sent?.(serial);
      const timer = setTimeout(() => answer(question.acknowledged), timeoutMs);
      const answer = (reply: Answer | undefined) => {
        clearTimeout(timer);
        this.#questions.delete(serial);
        resolve(reply);
      };
      const question: Question = { answer, wants: ANSWERED_WITH[message.kind] };
      this.#questions.set(serial, question);
    });
  }

  /** The terminal has answered something. */
  answered(message: Answer): void {
    const question = this.#questions.get(message.body.responseSerial);
    if (!question) return;
    if (question.wants && message.kind === 'terminalResponse' && message.body.result === 0) {
      question.acknowledged = message;
    } else question.answer(message);
  }

  #forgetQuestions(): void {
    for (const question of [...this.#questions.values()]) question.answer(undefined);
  }
}

function wallMs(): number {
  return Math.round(wallUsOf(nowUs()) / 1000);
}
