import { DELIMITER } from '#core/protocols/jt808/frame';
import type { OtherParser } from '#core/protocols/jt808/interleaved';
import type { MediaPacket } from '#core/protocols/jt1078/messages';
import { PacketSplitter } from '#core/protocols/jt1078/packet-splitter';
import { nowUs } from '../../../clock';
import type { MediaSink } from './media-sink';
import type { MediaWay } from './media-way';

/** Another way that still brings something keeps a channel for so long. */
const SILENT_US = 3e6;

export interface SignallingMediaOptions {
  /** Where a channel's packets may go; the first that has asked for them takes them. None while nobody has shown a code. */
  readonly sinksOf: (channel: number) => readonly MediaSink[];
  readonly note: (what: string) => void;
}

/**
 * Packets of 1078 on a terminal's signalling connection: they are its own, whatever SIM number they bear. The connection
 * stays when a channel wants no more.
 */
export class SignallingMedia implements MediaWay, OtherParser {
  readonly transport = 'tcp';
  readonly address: string;
  readonly #options: SignallingMediaOptions;
  readonly #splitter: PacketSplitter;
  readonly #sinks = new Set<MediaSink>();
  #receiveUs = 0;

  constructor(address: string, options: SignallingMediaOptions) {
    this.address = address;
    this.#options = options;
    const events = {
      packet: (packet: MediaPacket) => this.#take(packet),
      fault: ({ kind }: { readonly kind: string }) => {
        options.note(`1078 ${kind}`);
        if (kind === 'false-length') for (const sink of this.#sinks) sink.damaged(this);
      },
    };
    this.#splitter = new PacketSplitter(events, DELIMITER);
  }

  push(chunk: Uint8Array): Uint8Array | undefined {
    this.#receiveUs = nowUs();
    return this.#splitter.push(chunk);
  }

  mayReplace(there: MediaWay, silentUs: number): boolean {
    return silentUs > SILENT_US || there.address !== this.address;
  }

  close(): void {
    // The terminal's messages go on.
  }

  /** The connection has ended. */
  closed(): void {
    for (const sink of this.#sinks) sink.wayClosed(this);
    this.#sinks.clear();
  }

  #take(packet: MediaPacket): void {
    const sink = this.#options
      .sinksOf(packet.channel)
      .find((candidate) => candidate.take(packet, this, this.#receiveUs));
    if (sink) this.#sinks.add(sink);
    else this.#options.note('1078 that was not asked for');
  }
}
