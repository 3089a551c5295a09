import type { Socket } from 'node:net';
import { ByteBudget } from '#core/byte-budget';
import type { Jt808Header } from '#core/protocols/jt808/header';
import { type Jt808Message, readMessage, writeMessage } from '#core/protocols/jt808/messages';
import { RESULTS } from '#core/protocols/jt808/messages/general';
import { Jt808Reassembly } from '#core/protocols/jt808/reassembly';
import { Jt808Splitter } from '#core/protocols/jt808/splitter';
import { nowUs } from '../../clock';

const SPLIT_MESSAGE_BYTES = 1024 * 1024;

/** A terminal's end of a signalling connection: messages out with their serials, messages in. */
export class SignallingLink {
  readonly #socket: Socket;
  readonly #terminal: { readonly phone: string; readonly version: 2013 | 2019 };
  readonly #splitter = new Jt808Splitter();
  readonly #reassembly = new Jt808Reassembly(new ByteBudget(SPLIT_MESSAGE_BYTES));
  #serial = 0;

  constructor(
    socket: Socket,
    terminal: { readonly phone: string; readonly version: 2013 | 2019 },
    onMessage: (message: Jt808Message, header: Jt808Header) => void,
  ) {
    this.#socket = socket;
    this.#terminal = terminal;
    socket.on('data', (chunk) => {
      for (const input of this.#splitter.push(chunk)) {
        if (input.kind === 'fault') continue;
        const taken = this.#reassembly.take(input.frame, nowUs());
        if (taken.kind !== 'whole') continue;
        const read = readMessage(taken.header, taken.body);
        if (read.ok) onMessage(read.message, taken.header);
        else this.respond(taken.header, RESULTS.badMessage);
      }
    });
  }

  /** @returns the message's serial, which its answer names */
  send(message: Jt808Message): number {
    const serial = this.#serial;
    const { phone, version: edition } = this.#terminal;
    const frames = writeMessage(message, { edition, phone, serial });
    this.#serial = (serial + frames.length) & 0xffff;
    if (this.#socket.writable) for (const frame of frames) this.#socket.write(frame);
    return serial;
  }

  /** The general response to a message of the platform. */
  respond({ serial, id }: Jt808Header, result: number): void {
    this.send({ kind: 'terminalResponse', body: { responseSerial: serial, responseId: id, result } });
  }
}
