import { type Message, readMessage } from './messages/table';
import { IFLAG_SIGNED, type Packet } from './packet';
import { PacketParser, type PacketParserOptions } from './packet-parser';
import type { SignatureCheck, SigningRefusal } from './signing';
import { TelemetryBoard } from './telemetry/board';
import type { Vehicle } from './vehicle/vehicle';
import { Vehicles } from './vehicle/vehicles';

export interface MavlinkLinkOptions {
  /** Refuses what is not signed with its key; absent: signatures are not looked at. */
  readonly signing?: SignatureCheck | undefined;
  /** The vehicle whose telemetry it is; absent: the first that is heard. */
  readonly system?: number | undefined;
  /** What came in says something of the vehicle's telemetry. */
  readonly onTelemetry: () => void;
  /** Every packet that is believed, of all who are on the link and as it came: a place in a buffer that is void after the call. */
  readonly onPacket?: ((bytes: Uint8Array, start: number, end: number, nowUs: number) => void) | undefined;
}

/** Why packets with a right checksum were not believed. */
export type Refusal = SigningRefusal | 'incompatible';

/** Parts of a vehicle beside its autopilot that tell of its batteries: MAV_COMP_ID_BATTERY, MAV_COMP_ID_BATTERY2. */
const BATTERIES: ReadonlySet<number> = new Set([180, 181]);

/** Radios have a system id of their own (51), and tell of the link to the vehicle. */
const RADIOS: ReadonlySet<string> = new Set(['RADIO_STATUS', 'RADIO']);

/** Everything that one source hears, over one connection or from several peers: who is there, and how the bound vehicle does. */
export class MavlinkLink {
  readonly vehicles = new Vehicles();
  readonly board = new TelemetryBoard();
  /** Packets that were refused, by why. */
  readonly refused: Partial<Record<Refusal, number>> = {};
  readonly #options: MavlinkLinkOptions;
  #nowUs = 0;
  #taken = 0;

  constructor(options: MavlinkLinkOptions) {
    this.#options = options;
  }

  /** The vehicle whose telemetry it is; `undefined` until its autopilot was heard. */
  get vehicle(): Vehicle | undefined {
    const { system } = this.#options;
    const vehicle = system === undefined ? this.vehicles.first : this.vehicles.get(system);
    return vehicle?.heartbeat && vehicle;
  }

  /** A connection of it, or a peer: bytes go into `push`, with when they came. @returns whether a packet was believed */
  open(options?: PacketParserOptions): {
    push(bytes: Uint8Array, nowUs: number): boolean;
    readonly parser: PacketParser;
  } {
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
      parser,
      push: (bytes, nowUs) => {
        this.#nowUs = nowUs;
        const before = this.#taken;
        parser.push(bytes);
        return this.#taken > before;
      },
    };
  }

  #take(packet: Packet): void {
    const refusal = packet.incompatFlags & ~IFLAG_SIGNED ? 'incompatible' : this.#options.signing?.refusal(packet);
    if (refusal) {
      this.refused[refusal] = (this.refused[refusal] ?? 0) + 1;
      return;
    }
    this.#taken++;
    this.#options.onPacket?.(packet.bytes, packet.start, packet.end, this.#nowUs);
    const message = readMessage(packet);
    const sender = this.vehicles.take(packet, message, this.#nowUs);
    if (!message || !sender) return;
    const isVehicle = sender === this.vehicle && isOf(sender, packet, message);
    if (!isVehicle && !RADIOS.has(message.name)) return;
    if (this.board.take(message, this.#nowUs)) this.#options.onTelemetry();
  }
}

/** Whether a message speaks of the vehicle itself: gimbals and companions have attitudes and modes of their own. */
function isOf({ heartbeat }: Vehicle, { component }: Packet, { name }: Message): boolean {
  return component === heartbeat?.component || (name === 'BATTERY_STATUS' && BATTERIES.has(component));
}
