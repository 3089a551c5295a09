import type { InspectionSection, InspectorView } from '#core/inspection/inspection';
import { type Sender, sendersSection } from '#core/inspection/senders';
import { heardOn } from '#core/protocols/mavlink/heard';
import { inspectMavlink } from '#core/protocols/mavlink/inspect';
import { MavlinkLink } from '#core/protocols/mavlink/link';
import { OutgoingMessages } from '#core/protocols/mavlink/outgoing';
import { SignatureCheck } from '#core/protocols/mavlink/signing';
import type { Endpoint } from '#core/settings/endpoint';
import { type OfferedStream, offeredStream, offersSection } from '#core/settings/offered-stream';
import { nowUs } from '../../clock';
import type { Stream } from '../../hub/stream';
import type { Log } from '../../log';
import type { MavlinkSettings } from '../source';
import type { LinkVehicles } from './link-vehicles';
import { PacketForward } from './packet-forward';
import { readSigningKey, sha256 } from './signing-key';

/**
 * Messages that come together are told together: viewers draw instruments ten times a second, and recordings keep each
 * telling. The first after a pause is told at once.
 */
const TELL_EVERY_MS = 50;
const HEARTBEAT_MS = 1000;
/** How often it is looked who is on the link. */
const LOOK_EVERY_MS = 1000;

export interface VehicleFeedOptions extends MavlinkSettings {
  /** The vehicle's system id by the source's address; absent: the chosen one, or the first that is heard. */
  readonly system: number | undefined;
  /** Hears who is on the link, and says which of them a person chose. */
  readonly vehicles: LinkVehicles;
  readonly log: Log;
  /** Where the source listens, where it does. */
  readonly listensOn?: Endpoint | undefined;
}

/** What one source hears of its vehicle, told to its stream; and what is sent to it. Lives as long as the source, over all its connections. */
export class VehicleFeed {
  readonly #stream: Stream;
  readonly #options: VehicleFeedOptions;
  #link: MavlinkLink | undefined;
  #outgoing: OutgoingMessages | undefined;
  #forward: PacketForward | undefined;
  #telling: NodeJS.Timeout | undefined;
  #senders: () => readonly Sender[] = () => [];
  #looking: NodeJS.Timeout | undefined;
  #toldMs = Number.NEGATIVE_INFINITY;

  constructor(stream: Stream, options: VehicleFeedOptions) {
    this.#stream = stream;
    this.#options = options;
  }

  /** Must have resolved before anything else of a connection; `rest` ends it. @throws where the key cannot be read */
  async prepare(): Promise<MavlinkLink> {
    this.#link ??= await this.#open();
    const link = this.#link;
    const { forward = [], log, listensOn } = this.#options;
    if (forward.length > 0) this.#forward ??= new PacketForward(forward, log, listensOn);
    clearInterval(this.#looking);
    this.#looking = setInterval(() => this.#look(link), LOOK_EVERY_MS);
    return link;
  }

  async #open(): Promise<MavlinkLink> {
    const { keyFile, system, vehicles } = this.#options;
    const key = keyFile === undefined ? undefined : await readSigningKey(keyFile);
    const check = key && new SignatureCheck(key, sha256, Date.now);
    this.#outgoing = new OutgoingMessages(key && check && { key, sha256, check });
    const link = new MavlinkLink({
      ...{ signing: check, system: system ?? vehicles.chosen },
      onTelemetry: () => this.#tellSoon(),
      onPacket: (bytes, start, end, us) => {
        this.#forward?.take(bytes, start, end, us);
        if (this.#stream.wantsPackets) this.#stream.publishPacket(bytes.subarray(start, end), us);
      },
    });
    // What the address says is not chosen.
    vehicles.onChosen(() => {
      if (system !== undefined) return;
      link.choose(vehicles.chosen);
      this.#look(link);
      this.#tellSoon();
    });
    this.#stream.setInspector('telemetry', (view) => this.#inspect(link, view));
    return link;
  }

  /** From whom the connection of this moment has its packets; asked by who inspects it. */
  showSenders(senders: () => readonly Sender[]): void {
    this.#senders = senders;
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

  /** Somebody sends to us from here. */
  heardFrom(address: string, port: number): void {
    this.#forward?.heardFrom(address, port, nowUs());
  }

  /** Tells nothing more of what was heard, and hands nothing on, until it is prepared again. */
  rest(): void {
    clearInterval(this.#looking);
    this.#senders = () => [];
    this.#forward?.close();
    this.#forward = undefined;
    clearTimeout(this.#telling);
    this.#telling = undefined;
  }

  #look(link: MavlinkLink): void {
    const { system, vehicles } = this.#options;
    const by = system === undefined ? ('person' as const) : ('address' as const);
    vehicles.tell(heardOn(link, by, nowUs()), offersOf(link));
  }

  #inspect(link: MavlinkLink, { seesAddresses }: InspectorView): readonly InspectionSection[] {
    const [whole, ...vehicles] = inspectMavlink(link, nowUs());
    const from = seesAddresses ? sendersSection(this.#senders()) : [];
    const forward = this.#forward && seesAddresses ? [this.#forward.inspect(nowUs())] : [];
    return [...(whole ? [whole] : []), ...from, ...forward, ...offersSection(offersOf(link)), ...vehicles];
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

/** What the shown vehicle offers: another's are none of this stream's. */
function offersOf({ vehicle }: MavlinkLink): readonly OfferedStream[] {
  return vehicle?.video.list.map((stream) => offeredStream(stream)) ?? [];
}
