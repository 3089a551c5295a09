import { joinBytes } from '../../join-bytes';
import { type RtspMessage, readHead } from './message';

export interface RtspReaderEvents {
  readonly message: (message: RtspMessage) => void;
  /**
   * A packet between the messages (RFC 2326, 10.12): of RTP or RTCP, by its channel. Its bytes are part of what was pushed
   * where they lay there in one piece.
   */
  readonly packet: (channel: number, packet: Uint8Array) => void;
  /** Bytes that are neither; they come before something that is read again. */
  readonly skipped?: (bytes: number) => void;
}

const DOLLAR = 0x24;
const FRAME_HEADER = 4;
/** A head or a body that is longer is none: what began it is passed over. */
const MAX_HEAD = 64 * 1024;
const MAX_BODY = 64 * 1024;
/** What answers begin with, and requests to us (RFC 2326, 10). */
const BEGINNINGS = ['RTSP/', 'ANNOUNCE ', 'GET_PARAMETER ', 'OPTIONS ', 'REDIRECT ', 'SET_PARAMETER ', 'TEARDOWN '].map(
  (word) => Array.from(word, (character) => character.charCodeAt(0)),
);

/**
 * Takes a connection of RTSP apart: messages, and packets between them (`$`, channel, length). What is neither is passed over
 * up to the next that can be one, as cameras write too much or too little now and then. Total: it never throws, and holds at
 * most one message or packet.
 */
export class RtspReader {
  readonly #events: RtspReaderEvents;
  readonly #isOurs: (channel: number) => boolean;
  /** What came and is not whole yet. */
  #rest: Uint8Array = new Uint8Array();
  /** Of the rest, up to where no head's end was found. */
  #searched = 0;
  #skipped = 0;

  /** @param isOurs whether packets may come in a channel: what has another one, behind something that was passed over, is none */
  constructor(events: RtspReaderEvents, isOurs: (channel: number) => boolean = () => true) {
    this.#events = events;
    this.#isOurs = isOurs;
  }

  /** @param chunk must not be written to afterwards */
  push(chunk: Uint8Array): void {
    let at = 0;
    // A packet that is not whole is completed alone, so that what follows it is not copied.
    while (this.#skipped === 0 && this.#rest[0] === DOLLAR && at < chunk.length) {
      const wanted = this.#rest.length < FRAME_HEADER ? FRAME_HEADER : frameLength(this.#rest, 0);
      const part = chunk.subarray(at, at + wanted - this.#rest.length);
      at += part.length;
      this.#rest = joinBytes([this.#rest, part]);
      if (this.#rest.length < wanted || this.#rest.length < frameLength(this.#rest, 0)) continue;
      const whole = this.#rest;
      this.#rest = new Uint8Array();
      this.#read(whole);
    }
    if (at >= chunk.length) return;
    const left = at === 0 ? chunk : chunk.subarray(at);
    this.#read(this.#rest.length === 0 ? left : joinBytes([this.#rest, left]));
  }

  #read(bytes: Uint8Array): void {
    let at = 0;
    for (;;) {
      const length = at < bytes.length ? this.#take(bytes, at) : 0;
      if (length === 'more' || length === 0) break;
      at += length;
      this.#searched = 0;
    }
    // A copy: what is left must not hold the whole chunk.
    this.#rest = at === bytes.length ? new Uint8Array() : bytes.slice(at);
  }

  /** @returns how many bytes were taken; `more` where it is to be seen what they are */
  #take(bytes: Uint8Array, at: number): number | 'more' {
    // Some cameras end a line too often.
    if (bytes[at] === 0x0d || bytes[at] === 0x0a) return 1;
    const kind = this.#kindOf(bytes, at);
    if (kind === 'more') return 'more';
    if (kind === 'nothing') {
      this.#skipped++;
      return 1;
    }
    return kind === 'packet' ? this.#packet(bytes, at) : this.#message(bytes, at);
  }

  /** Something is read again behind what was passed over. */
  #inStep(): void {
    if (this.#skipped > 0) this.#events.skipped?.(this.#skipped);
    this.#skipped = 0;
  }

  #kindOf(bytes: Uint8Array, at: number): 'packet' | 'message' | 'nothing' | 'more' {
    if (bytes[at] === DOLLAR) {
      if (at + FRAME_HEADER > bytes.length) return 'more';
      if (this.#skipped === 0) return 'packet';
      // In what was out of step a `$` is often chance: only one that begins a packet of RTP (version 2) is believed.
      if (!this.#isOurs(bytes[at + 1]!) || frameLength(bytes, at) === FRAME_HEADER) return 'nothing';
      if (at + FRAME_HEADER === bytes.length) return 'more';
      return bytes[at + FRAME_HEADER]! >> 6 === 2 ? 'packet' : 'nothing';
    }
    let isPerhaps = false;
    for (const word of BEGINNINGS) {
      const begins = beginsWith(bytes, at, word);
      if (begins === 'yes') return 'message';
      isPerhaps ||= begins === 'perhaps';
    }
    return isPerhaps ? 'more' : 'nothing';
  }

  #packet(bytes: Uint8Array, at: number): number | 'more' {
    const length = frameLength(bytes, at);
    if (at + length > bytes.length) return 'more';
    this.#inStep();
    if (length > FRAME_HEADER) this.#events.packet(bytes[at + 1]!, bytes.subarray(at + FRAME_HEADER, at + length));
    return length;
  }

  #message(bytes: Uint8Array, at: number): number | 'more' {
    const end = headEnd(bytes, Math.max(at, at + this.#searched - 3), at);
    if (!end) {
      if (bytes.length - at > MAX_HEAD) return this.#noMessage();
      this.#searched = bytes.length - at;
      return 'more';
    }
    const head = readHead(latin1(bytes.subarray(at, end.head)));
    if (!head) return this.#noMessage();
    const told = head.headers.get('content-length')?.[0] ?? '0';
    const length = /^\d{1,9}$/.test(told) ? Number(told) : 0;
    if (length > MAX_BODY) return this.#noMessage();
    if (end.body + length > bytes.length) return 'more';
    this.#inStep();
    this.#events.message({ ...head, body: bytes.slice(end.body, end.body + length) });
    return end.body + length - at;
  }

  #noMessage(): number {
    this.#skipped++;
    return 1;
  }
}

function latin1(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

/** With its header. */
function frameLength(bytes: Uint8Array, at: number): number {
  return FRAME_HEADER + ((bytes[at + 2] ?? 0) << 8) + (bytes[at + 3] ?? 0);
}

function beginsWith(bytes: Uint8Array, at: number, word: readonly number[]): 'yes' | 'perhaps' | 'no' {
  for (const [n, character] of word.entries()) {
    if (at + n >= bytes.length) return 'perhaps';
    if (bytes[at + n] !== character) return 'no';
  }
  return 'yes';
}

/** Where a head's text ends, and where the body begins behind its empty line; `\n` alone ends a line too. */
function headEnd(bytes: Uint8Array, from: number, least: number): { head: number; body: number } | undefined {
  for (let at = bytes.indexOf(0x0a, from); at !== -1; at = bytes.indexOf(0x0a, at + 1)) {
    const isCr = bytes[at + 1] === 0x0d;
    if (bytes[at + (isCr ? 2 : 1)] === 0x0a) return { head: Math.max(least, at), body: at + (isCr ? 3 : 2) };
  }
  return undefined;
}
