import type { Message, MessageName } from '../messages/table';
import { readMessage } from '../messages/table';
import { emptyPacket, type Packet } from '../packet';

/**
 * Messages that come fast and of which the last says all: the one before it may be left unread. None that is one of several
 * (batteries, ESCs, sensors), tells in parts, or says how others are to be read.
 */
const LAST_SAYS_ALL: ReadonlySet<MessageName> = new Set([
  ...(['ATTITUDE', 'ATTITUDE_QUATERNION', 'VFR_HUD', 'ALTITUDE', 'SCALED_IMU', 'RC_CHANNELS'] as const),
  ...(['NAV_CONTROLLER_OUTPUT', 'WIND', 'WIND_COV', 'VIBRATION', 'EKF_STATUS_REPORT', 'ESTIMATOR_STATUS'] as const),
]);
const MAX_PAYLOAD_BYTES = 255;

interface Held {
  readonly packet: Packet;
  receivedUs: number;
  isWaiting: boolean;
}

/**
 * The last packet of each such message until it is looked at: viewers are told twenty times a second, and a vehicle may send
 * each message fifty times. It has a copy of its own, as the parser's is void after its call.
 */
export class HeldPackets {
  readonly #held = new Map<MessageName, Held>();
  #waiting = 0;

  /** @returns false where it has to be read at once */
  hold(packet: Packet, name: MessageName, receivedUs: number): boolean {
    if (!LAST_SAYS_ALL.has(name)) return false;
    const held = this.#held.get(name) ?? this.#open(name);
    const { bytes, payloadAt, payloadLength } = packet;
    for (let i = 0; i < payloadLength; i++) held.packet.bytes[i] = bytes[payloadAt + i]!;
    held.packet.payloadLength = payloadLength;
    held.packet.message = packet.message;
    held.receivedUs = receivedUs;
    if (!held.isWaiting) this.#waiting++;
    held.isWaiting = true;
    return true;
  }

  /** Gives what waits. */
  release(take: (message: Message, receivedUs: number) => void): void {
    if (this.#waiting === 0) return;
    this.#waiting = 0;
    for (const held of this.#held.values()) {
      if (!held.isWaiting) continue;
      held.isWaiting = false;
      const message = readMessage(held.packet);
      if (message) take(message, held.receivedUs);
    }
  }

  #open(name: MessageName): Held {
    const bytes = new Uint8Array(MAX_PAYLOAD_BYTES);
    const packet = { ...emptyPacket(), bytes, view: new DataView(bytes.buffer) };
    const held = { packet, receivedUs: 0, isWaiting: false };
    this.#held.set(name, held);
    return held;
  }
}
