import type { Socket } from 'node:net';
import type { MediaPacket } from '#core/protocols/jt1078/messages';
import { PacketSplitter } from '#core/protocols/jt1078/packet-splitter';
import { nowUs } from '../../../clock';
import type { MediaRoute, MediaSink } from './media-sink';
import type { MediaWay } from './media-way';
import { simName } from './sim-name';
import type { SummedLog } from './summed-log';

/** Without a packet that was asked for: how long a connection may stay. */
export const MEDIA_STRANGER_MS = 10_000;
/** Another connection takes over from one that is silent for so long, or from elsewhere. */
const SILENT_US = 3e6;

export interface MediaConnectionOptions {
  readonly route: MediaRoute;
  readonly faults: SummedLog;
  readonly strangerMs: number;
  /** It has brought what was asked for. */
  readonly authenticated: () => void;
}

/** One TCP connection that carries 1078: packets of a channel that was asked for, or it is closed. */
export class MediaConnection implements MediaWay {
  readonly transport = 'tcp';
  readonly address: string;
  readonly #socket: Socket;
  readonly #options: MediaConnectionOptions;
  readonly #sinks = new Set<MediaSink>();
  readonly #splitter: PacketSplitter;
  readonly #deadline: NodeJS.Timeout;
  #isKnown = false;
  /** Where the packet before went: most connections carry one camera. */
  #last: { readonly sim: string; readonly number: number; readonly sink: MediaSink } | undefined;
  #receiveUs = 0;

  constructor(socket: Socket, address: string, options: MediaConnectionOptions) {
    this.#socket = socket;
    this.#options = options;
    this.address = address;
    this.#splitter = new PacketSplitter({
      packet: (packet) => this.#take(packet),
      fault: ({ kind }) => {
        options.faults.note(`1078 ${kind}`, address);
        if (kind === 'false-length') for (const sink of this.#sinks) sink.damaged(this);
      },
    });
    this.#deadline = setTimeout(() => this.#dropIfStranger(), options.strangerMs);
    socket.on('close', () => {
      clearTimeout(this.#deadline);
      for (const sink of this.#sinks) sink.wayClosed(this);
    });
  }

  /** Takes what was received. */
  push(chunk: Uint8Array): void {
    this.#receiveUs = nowUs();
    this.#splitter.push(chunk);
  }

  mayReplace(there: MediaWay, silentUs: number, terminalAddress: string | undefined): boolean {
    return silentUs > SILENT_US || this.address === terminalAddress || this.address === there.address;
  }

  close(): void {
    this.#socket.destroy();
  }

  #take(packet: MediaPacket): void {
    if (this.#socket.destroyed) return;
    const sink = this.#sinkOf(packet);
    if (!sink?.take(packet, this, this.#receiveUs)) {
      this.#options.faults.note('1078 that was not asked for', this.address);
      // A camera that has just been told to stop may not know it yet; anybody else has no cause to be here.
      if (!this.#isKnown) this.#socket.destroy();
      return;
    }
    this.#sinks.add(sink);
    if (!this.#isKnown) {
      this.#isKnown = true;
      clearTimeout(this.#deadline);
      this.#options.authenticated();
    }
  }

  #sinkOf({ sim, channel: number }: MediaPacket): MediaSink | undefined {
    const last = this.#last;
    if (last && last.sim === sim && last.number === number) return last.sink;
    const sink = this.#options.route(simName(sim), number);
    this.#last = sink && { sim, number, sink };
    return sink;
  }

  #dropIfStranger(): void {
    if (this.#isKnown) return;
    this.#options.faults.note('connection closed: no packet of a known camera in time', this.address);
    this.#socket.destroy();
  }
}
