import { inspectMavlink } from '#core/protocols/mavlink/inspect';
import { MavlinkLink } from '#core/protocols/mavlink/link';
import { OutgoingMessages } from '#core/protocols/mavlink/outgoing';
import { SignatureCheck } from '#core/protocols/mavlink/signing';
import { nowUs } from '../../clock';
import type { Stream } from '../../hub/stream';
import type { MavlinkSettings } from '../source';
import { readSigningKey, sha256 } from './signing-key';

/**
 * Messages that come together are told together: viewers draw instruments ten times a second, and recordings keep each
 * telling. The first after a pause is told at once.
 */
const TELL_EVERY_MS = 50;
const HEARTBEAT_MS = 1000;

export interface VehicleFeedOptions extends MavlinkSettings {
  /** The vehicle's system id; absent: the first that is heard. */
  readonly system: number | undefined;
}

/** What one source hears of its vehicle, told to its stream; and what is sent to it. Lives as long as the source, over all its connections. */
export class VehicleFeed {
  readonly #stream: Stream;
  readonly #options: VehicleFeedOptions;
  #link: MavlinkLink | undefined;
  #outgoing: OutgoingMessages | undefined;
  #telling: NodeJS.Timeout | undefined;
  #toldMs = Number.NEGATIVE_INFINITY;

  constructor(stream: Stream, options: VehicleFeedOptions) {
    this.#stream = stream;
    this.#options = options;
  }

  /** Must have resolved before anything else. @throws where the key cannot be read */
  async prepare(): Promise<MavlinkLink> {
    if (this.#link) return this.#link;
    const { keyFile, system } = this.#options;
    const key = keyFile === undefined ? undefined : await readSigningKey(keyFile);
    const check = key && new SignatureCheck(key, sha256, Date.now);
    this.#outgoing = new OutgoingMessages(key && check && { key, sha256, check });
    this.#link = new MavlinkLink({
      signing: check,
      system,
      onTelemetry: () => this.#tellSoon(),
      onPacket: (bytes, start, end, us) => {
        if (this.#stream.wantsPackets) this.#stream.publishPacket(bytes.subarray(start, end), us);
      },
    });
    const link = this.#link;
    this.#stream.setInspector('telemetry', () => inspectMavlink(link, nowUs()));
    return link;
  }

  /** Sends what a ground station sends, at once and each second. @returns what ends that */
  keepSending(send: (packet: Uint8Array) => void): () => void {
    if (this.#options.silent) return () => undefined;
    const sendAll = () => {
      for (const packet of this.#outgoing?.everySecond(this.#link?.vehicle, nowUs()) ?? []) send(packet);
    };
    sendAll();
    const timer = setInterval(sendAll, HEARTBEAT_MS);
    return () => clearInterval(timer);
  }

  /** Tells nothing more of what was heard. */
  rest(): void {
    clearTimeout(this.#telling);
    this.#telling = undefined;
  }

  #tellSoon(): void {
    if (this.#telling) return;
    const waitMs = Math.max(0, this.#toldMs + TELL_EVERY_MS - performance.now());
    this.#telling = setTimeout(() => {
      this.#telling = undefined;
      this.#toldMs = performance.now();
      if (this.#link) this.#stream.publishTelemetry(this.#link.board.telemetry(nowUs()));
    }, waitMs);
  }
}
