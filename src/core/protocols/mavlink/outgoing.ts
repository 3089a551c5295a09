import { encodeMessage, type Writable } from './encode';
import type { MessageName } from './messages/table';
import { AUTOPILOT } from './modes/mode';
import { RateRequests } from './rate-requests';
import { type Sha256, type SignatureCheck, sign } from './signing';
import type { Vehicle } from './vehicle/vehicle';

/**
 * Who we are. Not 255, the usual ground station's: an ArduPilot begins its failsafe when the heartbeats of that one end, and
 * ours end whenever a window is closed. The component is MAV_COMP_ID_MISSIONPLANNER, that of ground stations.
 */
const OWN_SYSTEM = 254;
const OWN_COMPONENT = 190;
const MAV_TYPE_GCS = 6;
const MAV_STATE_ACTIVE = 4;
const MAVLINK_VERSION = 3;

/** What signs what is sent. */
export interface OutgoingSignature {
  readonly key: Uint8Array;
  readonly sha256: Sha256;
  readonly check: SignatureCheck;
}

/** What a listening ground station sends: its heartbeat, and requests for rates. There is nothing else in here to send. */
export class OutgoingMessages {
  readonly #requests: RateRequests;
  readonly #signature: OutgoingSignature | undefined;
  #seq = 0;

  /**
   * @param signature absent: unsigned
   * @param attitudeHz see `RateRequests`
   */
  constructor(signature?: OutgoingSignature, attitudeHz?: number) {
    this.#requests = new RateRequests(attitudeHz);
    this.#signature = signature;
  }

  /** To be called once a second. @returns packets to send, the heartbeat first */
  everySecond(vehicle: Vehicle | undefined, nowUs: number): readonly Uint8Array[] {
    const heartbeat = this.#write('HEARTBEAT', {
      ...{ type: MAV_TYPE_GCS, autopilot: AUTOPILOT.INVALID, base_mode: 0, custom_mode: 0 },
      ...{ system_status: MAV_STATE_ACTIVE, mavlink_version: MAVLINK_VERSION },
    });
    const requests = this.#requests
      .due(vehicle, nowUs)
      .map((one) =>
        one.name === 'COMMAND_LONG' ? this.#write(one.name, one.values) : this.#write(one.name, one.values),
      );
    return [heartbeat, ...requests];
  }

  #write<N extends MessageName>(name: N, values: Writable<N>): Uint8Array {
    const signature = this.#signature;
    const packet = encodeMessage(name, values, {
      ...{ version: 2, system: OWN_SYSTEM, component: OWN_COMPONENT, seq: this.#seq++ & 0xff },
      signed: signature !== undefined,
    });
    if (signature) {
      const { key, sha256, check } = signature;
      sign(packet, { key, sha256, link: 0, timestamp: check.nextTimestamp() });
    }
    return packet;
  }
}
