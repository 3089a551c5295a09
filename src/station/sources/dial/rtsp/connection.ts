import type net from 'node:net';
import { bestChallenge, type Challenge, type Credentials } from '#core/http/authentication';
import { joinBytes } from '#core/join-bytes';
import {
  headerOf,
  type RtspMessage,
  type RtspRequest,
  type RtspResponse,
  writeRequest,
} from '#core/protocols/rtsp/message';
import { RtspReader } from '#core/protocols/rtsp/reader';
import { authorise } from '../../../network/authorisation';
import { failureOf } from '../../failure';
import type { LinkEnd } from '../../supervisor';
import { RtspFailure } from './failure';

const ANSWER_MS = 5000;
/** What waits to be sent to a camera that reads nothing; beyond, packets of ours are left out. */
const MAX_WAITING_BYTES = 64 * 1024;
/** A camera that does not close after its `TEARDOWN` is closed. */
const TEARDOWN_MS = 500;

export interface RtspConnectionOptions {
  readonly socket: net.Socket;
  /** What is spoken with, for people. */
  readonly where: string;
  readonly credentials: Credentials | undefined;
  /** A packet between the messages. */
  readonly onPacket: (channel: number, packet: Uint8Array) => void;
  /** Whether packets may come in a channel. */
  readonly isOurs: (channel: number) => boolean;
}

interface Pending {
  readonly cseq: number;
  readonly resolve: (response: RtspResponse) => void;
  readonly reject: (failure: RtspFailure) => void;
  readonly timer: NodeJS.Timeout;
}

/** One connection to a server of RTSP: asks, answers what is asked, and hands on the packets that come between. */
export class RtspConnection {
  readonly #options: RtspConnectionOptions;
  readonly #reader: RtspReader;
  #pending: Pending | undefined;
  #cseq = 0;
  #challenge: Challenge | undefined;
  /** How often the challenge was answered. */
  #count = 0;
  #end: LinkEnd;
  #isClosed = false;
  /** Resolves when the socket is closed. */
  readonly closed: Promise<LinkEnd>;

  constructor(options: RtspConnectionOptions) {
    this.#options = options;
    const { socket, where, onPacket, isOurs } = options;
    this.#end = { cause: 'closed', detail: `closed by ${where}` };
    this.#reader = new RtspReader({ message: (message) => this.#heard(message), packet: onPacket }, isOurs);
    this.closed = new Promise((resolve) => {
      socket
        .on('data', (chunk) => this.#reader.push(chunk))
        .on('error', (error) => {
          this.#end = failureOf(error, where);
        })
        .on('close', () => {
          this.#isClosed = true;
          this.#fail(new RtspFailure(this.#end.cause, this.#end.detail));
          resolve(this.#end);
        });
    });
  }

  /** Ends it at once, for this reason. */
  close(end: LinkEnd): void {
    this.#end = end;
    this.#options.socket.destroy();
  }

  /** Takes leave of a session, and closes. What the server says to that is not waited for. */
  tearDown(uri: string, session: Readonly<Record<string, string>>): void {
    const { socket } = this.#options;
    socket.end(this.#text('TEARDOWN', uri, session));
    setTimeout(() => socket.destroy(), TEARDOWN_MS).unref();
  }

  /** Sends a packet between the messages, unless the server reads nothing. */
  sendPacket(channel: number, packet: Uint8Array): void {
    const { socket } = this.#options;
    if (socket.writableLength > MAX_WAITING_BYTES || !socket.writable) return;
    const head = Uint8Array.of(0x24, channel, packet.length >> 8, packet.length & 0xff);
    socket.write(joinBytes([head, packet]));
  }

  /**
   * Asks, and answers who we are where that is wanted. One at a time.
   *
   * @throws RtspFailure where there is no answer, or we are not let in
   */
  async request(method: string, uri: string, headers: Readonly<Record<string, string>> = {}): Promise<RtspResponse> {
    const response = await this.#ask(method, uri, headers);
    if (response.status !== 401) return response;
    const { credentials, where } = this.#options;
    if (!credentials) throw new RtspFailure('unauthorised', `${where} asks for a user and a password`);
    const challenge = bestChallenge(response.headers.get('www-authenticate') ?? []);
    if (!challenge)
      throw new RtspFailure('unauthorised', `${where} asks for a password in a way that is not known here`);
    const isAnswered = this.#count > 0 && isSame(challenge, this.#challenge);
    this.#challenge = challenge;
    this.#count = isAnswered ? this.#count : 0;
    const again = isAnswered ? response : await this.#ask(method, uri, headers);
    if (again.status === 401) throw new RtspFailure('unauthorised', `${where} does not know this user and password`);
    return again;
  }

  #ask(method: string, uri: string, headers: Readonly<Record<string, string>>): Promise<RtspResponse> {
    const { socket, where } = this.#options;
    return new Promise((resolve, reject) => {
      if (this.#isClosed || this.#pending) return reject(new RtspFailure(this.#end.cause, this.#end.detail));
      const text = this.#text(method, uri, headers);
      const timer = setTimeout(
        () =>
          this.#fail(new RtspFailure('timed-out', `no answer to ${method} from ${where} for ${ANSWER_MS / 1000} s`)),
        ANSWER_MS,
      );
      this.#pending = { cseq: this.#cseq, resolve, reject, timer };
      socket.write(text);
    });
  }

  #text(method: string, uri: string, headers: Readonly<Record<string, string>>): string {
    this.#cseq++;
    const { credentials } = this.#options;
    const who =
      this.#challenge && credentials
        ? { Authorization: this.#authorisation(this.#challenge, credentials, method, uri) }
        : {};
    return writeRequest(method, uri, { CSeq: String(this.#cseq), 'User-Agent': 'Groundglass', ...who, ...headers });
  }

  #authorisation(challenge: Challenge, credentials: Credentials, method: string, uri: string): string {
    this.#count++;
    return authorise(challenge, { credentials, method, uri, count: this.#count });
  }

  #heard(message: RtspMessage): void {
    if (message.type === 'request') return this.#asked(message);
    // Between, as a server may say that it goes on.
    if (message.status < 200) return;
    const pending = this.#pending;
    const cseq = headerOf(message.headers, 'cseq');
    // A late answer to what is waited for no more; some servers number nothing.
    if (!pending || (cseq !== undefined && Number.parseInt(cseq, 10) !== pending.cseq)) return;
    this.#pending = undefined;
    clearTimeout(pending.timer);
    pending.resolve(message);
  }

  /** A camera asks whether we are there, seldom more. */
  #asked({ method, headers }: RtspRequest): void {
    const { socket, where } = this.#options;
    const isKnown = ['OPTIONS', 'GET_PARAMETER', 'SET_PARAMETER', 'TEARDOWN'].includes(method);
    const cseq = headerOf(headers, 'cseq') ?? '0';
    const status = isKnown ? '200 OK' : '501 Not Implemented';
    if (/^\d{1,10}$/.test(cseq) && socket.writableLength <= MAX_WAITING_BYTES)
      socket.write(`RTSP/1.0 ${status}\r\nCSeq: ${cseq}\r\n\r\n`);
    if (method === 'TEARDOWN') this.close({ cause: 'closed', detail: `${where} ended the session` });
  }

  #fail(failure: RtspFailure): void {
    const pending = this.#pending;
    this.#pending = undefined;
    if (!pending) return;
    clearTimeout(pending.timer);
    pending.reject(failure);
  }
}

/** The same question again: the answer was wrong. A new nonce alone says that the old one was too old. */
function isSame(now: Challenge, before: Challenge | undefined): boolean {
  if (now.scheme === 'digest' && now.isStale) return false;
  if (now.scheme === 'basic' || before?.scheme !== 'digest') return now.scheme === before?.scheme;
  return now.nonce === before.nonce;
}
