import { type MessageName, readableName, readMessage } from './messages/table';
import { IFLAG_SIGNED, type Packet } from './packet';
import { PacketParser, type PacketParserOptions } from './packet-parser';
import type { SignatureCheck, SigningRefusal } from './signing';
import { TelemetryBoard } from './telemetry/board';
import type { Vehicle } from './vehicle/vehicle';
import { Vehicles } from './vehicle/vehicles';

export interface MavlinkLinkOptions {
  /** Refuses what is not signed with its key; absent: signatures are not looked at. */
  readonly signing?: SignatureCheck | undefined;
  /** The vehicle whose telemetry it is; absent: the first whose autopilot is heard, until another is chosen. */
  readonly system?: number | undefined;
  /** What came in says something of the vehicle's telemetry. */
  readonly onTelemetry: () => void;
  /** Every packet that is believed, of all who are on the link and as it came: a place in a buffer that is void after the call. */
  readonly onPacket?: ((bytes: Uint8Array, start: number, end: number, nowUs: number) => void) | undefined;
}

/** What one connection or peer gave. */
export interface LinkPart {
  /** Packets that were believed. */
  packets: number;
  /** The ids of those who sent them; the first that were heard. */
  readonly systems: Set<number>;
}

/** A radio bridge carries a few vehicles; who fills the air must not fill the memory. */
const MAX_SYSTEMS = 16;

/** Why packets with a right checksum were not believed. */
export type Refusal = SigningRefusal | 'incompatible';

/** Parts of a vehicle beside its autopilot that tell of its batteries: MAV_COMP_ID_BATTERY, MAV_COMP_ID_BATTERY2. */
const BATTERIES: ReadonlySet<number> = new Set([180, 181]);

/** Radios have a system id of their own (51), and tell of the link to the vehicle. */
const RADIOS: ReadonlySet<string> = new Set(['RADIO_STATUS', 'RADIO']);

/** Everything that one source hears, over one connection or from several peers: who is there, and how the bound vehicle does. */
export class MavlinkLink {
  readonly vehicles = new Vehicles();
  /** Packets that were refused, by why. */
  readonly refused: Partial<Record<Refusal, number>> = {};
  readonly #options: MavlinkLinkOptions;
  #board = new TelemetryBoard();
  #wanted: number | undefined;
  #bound: Vehicle | undefined;
  #nowUs = 0;
  #part: LinkPart = { packets: 0, systems: new Set() };

  constructor(options: MavlinkLinkOptions) {
    this.#options = options;
    this.#wanted = options.system;
  }

  /** What the vehicle says of itself; another's begins empty. */
  get board(): TelemetryBoard {
    return this.#board;
  }

  /** The vehicle that a person wants, by its system id; `undefined` where none was chosen. */
  get wanted(): number | undefined {
    return this.#wanted;
  }

  /** The vehicle whose telemetry it is; `undefined` until its autopilot was heard. Never another one by itself. */
  get vehicle(): Vehicle | undefined {
    if (this.#bound) return this.#bound;
    const vehicle = this.#wanted === undefined ? this.vehicles.first : this.vehicles.get(this.#wanted);
    // Once bound it stays, whoever is heard later and however long it is silent.
    this.#bound = vehicle?.heartbeat && vehicle;
    return this.#bound;
  }

  /** From here on it is this vehicle's telemetry; `undefined`: that of the first. Nothing is left of another's. */
  choose(system: number | undefined): void {
    const before = this.vehicle;
    this.#wanted = system;
    this.#bound = undefined;
    if (this.vehicle !== before) this.#board = new TelemetryBoard();
  }

  /** A connection of it, or a peer: bytes go into `push`, with when they came. @returns whether a packet was believed */
  open(options?: PacketParserOptions): {
    push(bytes: Uint8Array, nowUs: number): boolean;
    readonly parser: PacketParser;
    readonly part: LinkPart;
  } {
    const part: LinkPart = { packets: 0, systems: new Set() };
    const parser = new PacketParser(
      {
        packet: (packet) => this.#take(packet),
        unknown: (packet) => {
          // With a key, what cannot be verified is not counted as anybody's.
          if (this.#options.signing) return;
          this.#options.onPacket?.(packet.bytes, 0, packet.bytes.length, this.#nowUs);
          this.vehicles.takeUnknown(packet, this.#nowUs);
        },
      },
      options,
    );
    return {
      ...{ parser, part },
      push: (bytes, nowUs) => {
        this.#nowUs = nowUs;
        this.#part = part;
        const before = part.packets;
        parser.push(bytes);
        return part.packets > before;
      },
    };
  }

  #take(packet: Packet): void {
    const refusal = packet.incompatFlags & ~IFLAG_SIGNED ? 'incompatible' : this.#options.signing?.refusal(packet);
    if (refusal) {
      this.refused[refusal] = (this.refused[refusal] ?? 0) + 1;
      return;
    }
    const part = this.#part;
    part.packets++;
    if (part.systems.size < MAX_SYSTEMS) part.systems.add(packet.system);
    this.#options.onPacket?.(packet.bytes, packet.start, packet.end, this.#nowUs);
    const name = readableName(packet.message.id);
    // What nobody looks at is counted, and not read.
    const message = name && Vehicles.READS.has(name) ? readMessage(packet) : undefined;
    const sender = this.vehicles.take(packet, message, this.#nowUs);
    if (!name || !sender || !this.#board.wants(name)) return;
    const isVehicle = sender === this.vehicle && isOf(sender, packet, name);
    if (!isVehicle && !RADIOS.has(name)) return;
    if (this.#board.hold(packet, name, this.#nowUs)) return this.#options.onTelemetry();
    const read = message ?? readMessage(packet);
    if (read && this.#board.take(read, this.#nowUs)) this.#options.onTelemetry();
  }
}

/** Whether a message speaks of the vehicle itself: gimbals and companions have attitudes and modes of their own. */
function isOf({ heartbeat }: Vehicle, { component }: Packet, name: MessageName): boolean {
  return component === heartbeat?.component || (name === 'BATTERY_STATUS' && BATTERIES.has(component));
}
