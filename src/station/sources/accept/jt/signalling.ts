import type { Socket } from 'node:net';
import type { ByteBudget } from '#core/byte-budget';
import { oneLine } from '#core/names';
import type { Jt808Frame, Jt808Quirk } from '#core/protocols/jt808/frame';
import type { Jt808Header } from '#core/protocols/jt808/header';
import { InterleavedSplitter } from '#core/protocols/jt808/interleaved';
import { type Jt808Message, readMessage, writeMessage } from '#core/protocols/jt808/messages';
import { RESULTS } from '#core/protocols/jt808/messages/general';
import { Jt808Reassembly, REASSEMBLY_LIMITS } from '#core/protocols/jt808/reassembly';
import { MESSAGE_TYPES } from '#core/protocols/jt808/registry';
import type { Jt808Input } from '#core/protocols/jt808/splitter';
import { MAGIC } from '#core/protocols/jt1078/packet';
import { nowUs } from '../../../clock';
import type { Commander } from './commander';
import { missingRequest } from './missing-request';
import { SignallingMedia } from './signalling-media';
import { simName } from './sim-name';
import type { Terminal, TerminalFacts, TerminalLink } from './terminal';
import { identityOf, type MessageContext, takeMessage } from './terminal-messages';

/** How long a signalling connection may take for what, in ms. */
export interface SignallingTimes {
  /** From its first byte to its code. */
  readonly strangerMs: number;
  /** Between two messages: terminals send a heartbeat every minute or so. */
  readonly idleMs: number;
  /** For the answer to 0x9003; a terminal that knows it not is taken to have one camera. */
  readonly attributesMs: number;
  /** From a part of a message until those that are missing are asked for. */
  readonly partsMs?: number;
}

export const SIGNALLING_TIMES: SignallingTimes = { strangerMs: 15_000, idleMs: 180_000, attributesMs: 3000 };

export interface SignallingOptions
  extends Pick<MessageContext, 'fleet' | 'book' | 'attachments' | 'asksForAlarmFiles'> {
  readonly budget: ByteBudget;
  readonly times: SignallingTimes;
  /** Where a terminal that reached us at `localAddress` is to send its media. */
  readonly mediaAt: (localAddress: string) => Commander['media'];
  /** The connection has shown a code, and is a terminal's. */
  readonly authenticated: () => void;
}

/** Pieces that are no frame, one after another, until the connection is given up; fewer before it is a terminal's. */
const MAX_FAULTS = 20;
const MAX_STRANGER_FAULTS = 3;
/** Wrong codes, and messages out of turn, until the connection is given up. */
const MAX_REFUSALS = 5;
/** How long a terminal may take to answer an order. */
const ANSWER_MS = 5000;
/** What a terminal may leave unread. */
const MAX_UNREAD_BYTES = 256 * 1024;
/** As `SignallingTimes.partsMs`, where nothing is said. */
const PARTS_MS = 3000;
/** Longest facts that are kept, in characters. */
const LONGEST_FACT = 60;

/** One connection that speaks 808: a stranger's until it shows its terminal's code, and nothing of it is believed before. */
export class SignallingConnection implements TerminalLink {
  readonly localAddress: string;
  readonly remoteAddress: string;
  readonly #socket: Socket;
  readonly #options: SignallingOptions;
  readonly #splitter: InterleavedSplitter;
  readonly #media: SignallingMedia;
  readonly #context: MessageContext;
  readonly #reassembly: Jt808Reassembly;
  #terminal: Terminal | undefined;
  #facts: TerminalFacts | undefined;
  /** Of the last message: what is sent speaks the same edition. */
  #header: Jt808Header | undefined;
  #serial = 0;
  #faults = 0;
  #refusals = 0;
  #deadline: NodeJS.Timeout;
  #attributes: NodeJS.Timeout | undefined;
  #partsTimer: NodeJS.Timeout | undefined;
  readonly #quirks = new Set<Jt808Quirk>();
  #closedBecause = 'closed by the terminal';

  constructor(
    socket: Socket,
    addresses: { readonly local: string; readonly remote: string },
    options: SignallingOptions,
  ) {
    this.#socket = socket;
    this.#options = options;
    this.localAddress = addresses.local;
    this.remoteAddress = addresses.remote;
    this.#reassembly = new Jt808Reassembly(options.budget, {
      ...REASSEMBLY_LIMITS,
      askUs: (options.times.partsMs ?? PARTS_MS) * 1000,
    });
    this.#media = new SignallingMedia(addresses.remote, {
      sinksOf: (channel) => (this.#terminal ? options.fleet.sinksOf(this.#terminal, channel) : []),
      note: (what) => (this.#terminal ? this.#note(what) : this.#fault(`${what} before its code`)),
    });
    this.#splitter = new InterleavedSplitter(MAGIC, this.#media, (input) => this.#takeInput(input));
    const { fleet, book, attachments, asksForAlarmFiles } = options;
    this.#context = {
      ...{ fleet, book, attachments, asksForAlarmFiles },
      send: (message) => void this.send(message),
      respond: (header, result) => this.#respond(header, result),
      close: (reason) => this.close(reason),
      described: () => clearTimeout(this.#attributes),
    };
    this.#deadline = setTimeout(() => this.#giveUp('no code in time'), options.times.strangerMs);
    socket.on('close', () => this.#closed());
  }

  /** Takes what was received. */
  push(chunk: Uint8Array): void {
    this.#splitter.push(chunk);
  }

  get edition(): 2013 | 2019 {
    return this.#header?.edition ?? 2013;
  }

  send(message: Jt808Message): number {
    const header = this.#header;
    const serial = this.#serial;
    if (!header || this.#socket.destroyed) return serial;
    const { edition, phone, protocolVersion } = header;
    const frames = writeMessage(message, {
      edition,
      phone,
      serial,
      ...(protocolVersion !== undefined && { protocolVersion }),
    });
    this.#serial = (serial + frames.length) & 0xffff;
    for (const frame of frames) this.#socket.write(frame);
    if (this.#socket.writableLength > MAX_UNREAD_BYTES) this.#giveUp('does not read');
    return serial;
  }

  close(reason: string): void {
    this.#closedBecause = reason;
    this.#socket.destroySoon();
  }

  #takeInput(input: Jt808Input): void {
    if (this.#socket.destroyed) return;
    if (input.kind === 'fault') return this.#fault(`808 ${input.fault}`);
    if (input.quirk) this.#noteQuirk(input.quirk);
    this.#takeFrame(input.frame);
  }

  #takeFrame(frame: Jt808Frame): void {
    const now = nowUs();
    this.#giveUpParts(now);
    const terminal = this.#terminal;
    if (terminal && simName(frame.header.phone) !== terminal.sim) return this.#giveUp('claims another’s number');
    this.#header = frame.header;
    this.#faults = 0;
    // Before its code a terminal has no need to say more than fits a frame.
    if (!terminal && frame.header.part) return this.#refuse(frame.header);
    const whole = this.#reassembly.take(frame, now);
    if (whole.kind === 'fault') return this.#fault(`808 ${whole.fault}`);
    if (terminal) this.#deadline.refresh();
    if (whole.kind === 'waiting') return this.#askLater();
    const read = readMessage(whole.header, whole.body);
    if (!read.ok) {
      this.#fault(`808 body of ${read.fault.kind}`);
      return this.#respond(whole.header, RESULTS.badMessage);
    }
    if (terminal) takeMessage(terminal, whole.header, read.message, this.#context);
    else this.#takeOfStranger(whole.header, read.message);
  }

  #giveUpParts(now: number): void {
    for (const { missing } of this.#reassembly.expire(now))
      this.#note(`${missing.length} parts of a message never came`);
  }

  /** Looks at messages that wait for parts, as long as there are any: nothing else may come for minutes. */
  #askLater(): void {
    this.#partsTimer ??= setTimeout(() => {
      this.#partsTimer = undefined;
      const now = nowUs();
      this.#giveUpParts(now);
      for (const message of this.#reassembly.overdue(now)) this.send(missingRequest(message));
      if (this.#reassembly.isWaiting) this.#askLater();
    }, this.#options.times.partsMs ?? PARTS_MS);
  }

  /** Once a connection: every frame may have it. */
  #noteQuirk(quirk: Jt808Quirk): void {
    if (this.#quirks.has(quirk)) return;
    this.#quirks.add(quirk);
    this.#note(`808 frames with a quirk: ${quirk}`);
  }

  #takeOfStranger(header: Jt808Header, message: Jt808Message): void {
    const { book } = this.#options;
    const sim = simName(header.phone);
    switch (message.kind) {
      case 'register': {
        const { manufacturerId, terminalModel, terminalId, plate } = message.body;
        const { result, authCode } = book.register(sim, identityOf(message.body));
        this.send({ kind: 'registerResponse', body: { responseSerial: header.serial, result, authCode } });
        if (result !== 0) return this.#refused(`registration refused, result ${result}`);
        const fact = (text: string) => oneLine(text).trim().slice(0, LONGEST_FACT);
        this.#facts = {
          plate: fact(plate),
          manufacturerId: fact(manufacturerId),
          terminalModel: fact(terminalModel),
          terminalId: fact(terminalId),
        };
        return;
      }
      case 'authenticate':
        if (!book.authenticates(sim, message.body.authCode)) return this.#refuse(header);
        this.#respond(header, RESULTS.success);
        return this.#becomes(sim);
      case 'logout':
        this.#respond(header, RESULTS.success);
        return this.close('logged out');
      default:
        return this.#refuse(header);
    }
  }

  #becomes(sim: string): void {
    const { fleet, times, mediaAt, authenticated } = this.#options;
    const terminal = fleet.admit(sim, this.#facts);
    if (!terminal) return this.#giveUp('too many terminals');
    this.#terminal = terminal;
    clearTimeout(this.#deadline);
    this.#deadline = setTimeout(() => this.#giveUp('silent'), times.idleMs);
    authenticated();
    const media = mediaAt(this.localAddress);
    terminal.connect(this, {
      media,
      remoteAddress: this.remoteAddress,
      send: (message) => void this.send(message),
      ask: (message) => terminal.ask(message, ANSWER_MS),
    });
    this.send({ kind: 'queryAvAttributes', body: {} });
    this.#attributes = setTimeout(() => fleet.openChannels(terminal, 1), times.attributesMs);
  }

  #respond({ serial, id }: Jt808Header, result: number): void {
    this.send({ kind: 'platformResponse', body: { responseSerial: serial, responseId: id, result } });
  }

  #refuse(header: Jt808Header): void {
    this.#respond(header, RESULTS.failure);
    this.#refused(header.id === MESSAGE_TYPES.authenticate.id ? 'wrong code' : 'message before its code');
  }

  #refused(what: string): void {
    this.#options.fleet.faults.note(what, this.#whom());
    if (++this.#refusals >= MAX_REFUSALS) this.close(what);
  }

  #fault(what: string): void {
    this.#options.fleet.faults.note(what, this.#whom());
    if (++this.#faults >= (this.#terminal ? MAX_FAULTS : MAX_STRANGER_FAULTS))
      this.#giveUp('sends nothing but garbage');
  }

  #giveUp(reason: string): void {
    this.#options.fleet.faults.note(`connection closed: ${reason}`, this.#whom());
    this.#closedBecause = reason;
    this.#socket.destroy();
  }

  #note(what: string): void {
    this.#options.fleet.faults.note(what, this.#whom());
  }

  #whom(): string {
    return this.#terminal ? `${this.#terminal.sim} at ${this.remoteAddress}` : this.remoteAddress;
  }

  #closed(): void {
    clearTimeout(this.#deadline);
    clearTimeout(this.#attributes);
    clearTimeout(this.#partsTimer);
    this.#reassembly.clear();
    this.#media.closed();
    this.#terminal?.disconnect(this, this.#closedBecause);
  }
}
