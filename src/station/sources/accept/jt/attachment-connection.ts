import type { Socket } from 'node:net';
import type { ByteBudget } from '#core/byte-budget';
import { ATTACHMENT_MAGIC, AttachmentPackets } from '#core/protocols/jt808/attachment-packets';
import type { Jt808Frame } from '#core/protocols/jt808/frame';
import type { Jt808Header } from '#core/protocols/jt808/header';
import { InterleavedSplitter } from '#core/protocols/jt808/interleaved';
import { type Jt808Message, readMessage, writeMessage } from '#core/protocols/jt808/messages';
import { ATTACHMENT_TYPES } from '#core/protocols/jt808/messages/alarm-files';
import { RESULTS } from '#core/protocols/jt808/messages/general';
import { Jt808Reassembly } from '#core/protocols/jt808/reassembly';
import type { Jt808Body } from '#core/protocols/jt808/registry';
import { nowUs } from '../../../clock';
import { AttachmentFile } from './attachment-file';
import type { AttachmentRequests, Expected } from './attachment-request';
import type { FileKeeper, NewFile } from './kept-files';
import { addFile } from './safety-log';
import { simName } from './sim-name';
import type { SummedLog } from './summed-log';

export interface AttachmentOptions {
  readonly requests: AttachmentRequests;
  readonly files: FileKeeper | undefined;
  readonly faults: SummedLog;
  /** Of all split messages. */
  readonly messageBudget: ByteBudget;
  /** Of all files that are on their way. */
  readonly fileBudget: ByteBudget;
  /** From its first byte to the number of an alarm, and then between two packets; ms. */
  readonly strangerMs: number;
  readonly idleMs: number;
  /** It has named an alarm that was asked for. */
  readonly authenticated: () => void;
}

/** Longest file: an alarm's film has some seconds. */
const MAX_FILE_BYTES = 32 * 1024 * 1024;
/** Pieces that are no frame, or not in turn, until the connection is given up. */
const MAX_FAULTS = 10;
const KINDS = { image: 'picture', audio: 'sound', video: 'film', text: 'text', other: 'other' } as const;

/**
 * One TCP connection that brings an alarm's files (T/JSATL 12-2017, 4.4): which alarm (0x1210), then of each file its name
 * (0x1211), its packets and its end (0x1212), which is answered with what is missing. The alarm's number, which the station
 * made up, shows that they were asked for.
 */
export class AttachmentConnection {
  readonly #socket: Socket;
  readonly #remote: string;
  readonly #options: AttachmentOptions;
  readonly #splitter: InterleavedSplitter;
  readonly #reassembly: Jt808Reassembly;
  #deadline: NodeJS.Timeout;
  #expected: Expected | undefined;
  #left = 0;
  #current: { readonly name: string; readonly type: number; readonly file: AttachmentFile } | undefined;
  #faults = 0;
  #serial = 0;

  constructor(socket: Socket, remote: string, options: AttachmentOptions) {
    this.#socket = socket;
    this.#remote = remote;
    this.#options = options;
    this.#reassembly = new Jt808Reassembly(options.messageBudget);
    const packets = new AttachmentPackets({
      data: (name, offset, data) => this.#takeData(name, offset, data),
      fault: () => this.#fault('attachment packet that is none'),
    });
    this.#splitter = new InterleavedSplitter(ATTACHMENT_MAGIC, packets, (input) => {
      if (socket.destroyed) return;
      if (input.kind === 'frame') this.#takeFrame(input.frame);
      else this.#fault(`808 ${input.fault}`);
    });
    this.#deadline = setTimeout(() => this.#giveUp('no alarm in time'), options.strangerMs);
    socket.on('close', () => this.#closed());
  }

  push(chunk: Uint8Array): void {
    if (this.#expected) this.#deadline.refresh();
    this.#splitter.push(chunk);
  }

  #takeFrame(frame: Jt808Frame): void {
    const now = nowUs();
    this.#reassembly.expire(now);
    const whole = this.#reassembly.take(frame, now);
    if (whole.kind === 'fault') return this.#fault(`808 ${whole.fault}`);
    if (whole.kind === 'whole') this.#takeMessage(whole.header, whole.body);
  }

  #takeMessage(header: Jt808Header, body: Uint8Array): void {
    const read = readMessage(header, body);
    if (!read.ok) return this.#fault(`808 body of ${read.fault.kind}`);
    const { message } = read;
    switch (message.kind) {
      case 'alarmFiles':
        this.#respond(header, this.#begin(header, message.body) ? RESULTS.success : RESULTS.failure);
        if (!this.#expected) this.#socket.destroySoon();
        return;
      case 'fileInfo':
        return this.#respond(header, this.#beginFile(message.body) ? RESULTS.success : RESULTS.failure);
      case 'fileDone':
        return void this.#endFile(header, message.body);
      case 'heartbeat':
        return this.#respond(header, RESULTS.success);
      default:
        this.#respond(header, RESULTS.unsupported);
        return this.#fault('message out of turn');
    }
  }

  #begin(header: Jt808Header, { alarmNumber, files }: Jt808Body<'alarmFiles'>): boolean {
    const { requests, authenticated, idleMs } = this.#options;
    const expected = requests.get(alarmNumber);
    if (!expected || simName(header.phone) !== expected.terminal.sim) {
      this.#fault('files of an alarm that nobody asked for');
      return false;
    }
    if (!this.#expected) {
      authenticated();
      clearTimeout(this.#deadline);
      this.#deadline = setTimeout(() => this.#giveUp('silent'), idleMs);
    }
    this.#expected = expected;
    this.#left = files.length;
    expected.alarm.asked = 'coming';
    return true;
  }

  #beginFile({ name, fileType, bytes }: Jt808Body<'fileInfo'>): boolean {
    this.#letGo();
    if (!this.#expected || bytes === 0 || bytes > MAX_FILE_BYTES || !this.#options.fileBudget.take(bytes)) {
      this.#fault('file that is not taken');
      return false;
    }
    this.#current = { name, type: fileType, file: new AttachmentFile(bytes) };
    return true;
  }

  #takeData(name: string, offset: number, data: Uint8Array): void {
    if (!this.#expected) return this.#giveUp('attachments before their alarm');
    const current = this.#current;
    if (current?.name.slice(0, 50) !== name || !current.file.take(offset, data)) this.#fault('data of no file');
  }

  async #endFile(header: Jt808Header, { name, fileType }: Jt808Body<'fileDone'>): Promise<void> {
    const current = this.#current;
    const expected = this.#expected;
    if (!expected || current?.name !== name) {
      this.#respond(header, RESULTS.failure);
      return this.#fault('end of no file');
    }
    const missing = current.file.missing();
    if (missing.length === 0) {
      const { file, type } = current;
      // The next one may begin while this is written.
      this.#current = undefined;
      const kept = await this.#options.files?.keep(newFile(expected, name, type, file.data));
      this.#options.fileBudget.giveBack(file.data.length);
      if (kept) addFile(expected.alarm, kept.id);
      // It is told that all has come where it could not be kept, too: it would send it again and again.
      if (--this.#left <= 0) this.#complete(expected);
    }
    this.#send(header, { kind: 'fileAnswer', body: { name, fileType, result: missing.length > 0 ? 1 : 0, missing } });
  }

  #complete({ alarm }: Expected): void {
    alarm.asked = 'complete';
    this.#options.requests.complete(alarm.number);
  }

  #letGo(): void {
    if (this.#current) this.#options.fileBudget.giveBack(this.#current.file.data.length);
    this.#current = undefined;
  }

  #respond(header: Jt808Header, result: number): void {
    const { serial, id } = header;
    this.#send(header, { kind: 'platformResponse', body: { responseSerial: serial, responseId: id, result } });
  }

  /** In the edition of what is answered. */
  #send(header: Jt808Header, message: Jt808Message): void {
    if (this.#socket.destroyed) return;
    const { edition, phone, protocolVersion } = header;
    const frames = writeMessage(message, {
      ...{ edition, phone, serial: this.#serial },
      ...(protocolVersion !== undefined && { protocolVersion }),
    });
    this.#serial = (this.#serial + frames.length) & 0xffff;
    for (const bytes of frames) this.#socket.write(bytes);
  }

  #fault(what: string): void {
    this.#options.faults.note(what, this.#expected?.terminal.sim ?? this.#remote);
    if (++this.#faults >= MAX_FAULTS) this.#giveUp('sends nothing that was asked for');
  }

  #giveUp(reason: string): void {
    this.#options.faults.note(`connection closed: ${reason}`, this.#remote);
    this.#socket.destroy();
  }

  #closed(): void {
    clearTimeout(this.#deadline);
    this.#reassembly.clear();
    this.#letGo();
  }
}

function newFile({ terminal, alarm }: Expected, name: string, type: number, data: Uint8Array): NewFile {
  const kind = ATTACHMENT_TYPES[type];
  const extension = /\.([a-z0-9]{1,8})$/i.exec(name)?.[1]?.toLowerCase() ?? 'bin';
  // T/JSATL 12-2017, 4.6: `type_channel_alarm_sequence_number.extension`.
  const channel = /^[^_]*_(\d{1,3})_/.exec(name)?.[1];
  return {
    sim: terminal.sim,
    kind: kind ? KINDS[kind] : 'other',
    extension,
    takenMs: alarm.beganMs,
    ...(channel !== undefined && { channel: Number(channel) }),
    event: 'alarm',
    alarm: alarm.id,
    data,
  };
}
