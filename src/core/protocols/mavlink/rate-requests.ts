// not shown in this file: the names of messages
import type { Writable } from './encode';
import { knownIdOf, type MessageName } from './messages/table';
import { AUTOPILOT } from './modes/mode';
import { rateOf } from './vehicle/component';
import type { Vehicle } from './vehicle/vehicle';

/** A message that is to be sent. */
export type Outgoing = {
  readonly [N in 'COMMAND_LONG' | 'REQUEST_DATA_STREAM']: { readonly name: N; readonly values: Writable<N> };
}['COMMAND_LONG' | 'REQUEST_DATA_STREAM'];

/** MAV_CMD_SET_MESSAGE_INTERVAL. */
const SET_MESSAGE_INTERVAL = 511;
/** A vehicle that was just heard may have been asked by another ground station. */
const FIRST_LOOK_US = 2_000_000;
const AGAIN_US = 10_000_000;
/** A vehicle that will not, will not: asked again when it comes back. */
const MAX_ASKED = 6;
/** From this try on an ArduPilot is asked as one before 4.0 is. */
const OLD_WAY = 3;

/** What is wanted, a second, and the stream (MAV_DATA_STREAM) that holds it in old ArduPilots. */
const WANTED: readonly { readonly message: MessageName; readonly hz: number; readonly stream: number }[] = [
  { message: 'ATTITUDE', hz: 10, stream: 10 },
  { message: 'GLOBAL_POSITION_INT', hz: 5, stream: 6 },
  { message: 'VFR_HUD', hz: 4, stream: 11 },
  { message: 'GPS_RAW_INT', hz: 2, stream: 2 },
  { message: 'SYS_STATUS', hz: 2, stream: 2 },
  { message: 'RC_CHANNELS', hz: 2, stream: 3 },
];

/** Asks a vehicle for the messages that come too seldom, and for nothing else: rates are all that is ever set. */
export class RateRequests {
  #system: number | undefined;
  #heardUs = 0;
  #askedUs = Number.NEGATIVE_INFINITY;
  #asked = 0;
  readonly #wanted: typeof WANTED;

  /** @param attitudeHz how often attitudes are wanted, a second: who passes them on at a rate wants them at that; absent: 10 */
  constructor(attitudeHz?: number) {
    const faster = (of: (typeof WANTED)[number]) =>
      attitudeHz !== undefined && of.message === 'ATTITUDE' ? { ...of, hz: Math.max(of.hz, attitudeHz) } : of;
    this.#wanted = WANTED.map(faster);
  }

  /** What is to be asked now; empty nearly always. */
  due(vehicle: Vehicle | undefined, nowUs: number): readonly Outgoing[] {
    const { heartbeat } = vehicle ?? {};
    if (!vehicle || !heartbeat) return [];
    const isGone = nowUs - heartbeat.receivedUs > AGAIN_US;
    if (vehicle.system !== this.#system || isGone) {
      this.#system = isGone ? undefined : vehicle.system;
      this.#heardUs = nowUs;
      this.#askedUs = Number.NEGATIVE_INFINITY;
      this.#asked = 0;
    }
    if (isGone || nowUs - this.#heardUs < FIRST_LOOK_US) return [];
    if (this.#asked >= MAX_ASKED || nowUs - this.#askedUs < AGAIN_US) return [];
    const component = vehicle.components.get(heartbeat.component);
    const lacking = this.#wanted.filter(({ message, hz }) => {
      const there = component?.messages.get(knownIdOf(message));
      return !there || rateOf(there, nowUs) < hz / 2;
    });
    if (lacking.length === 0) return [];
    this.#asked++;
    this.#askedUs = nowUs;
    const target = { target_system: vehicle.system, target_component: heartbeat.component };
    if (heartbeat.autopilot === AUTOPILOT.ARDUPILOTMEGA && this.#asked >= OLD_WAY) {
      const streams = new Map(lacking.map(({ stream, hz }) => [stream, hz]));
      return [...streams].map(([req_stream_id, req_message_rate]) => ({
        name: 'REQUEST_DATA_STREAM',
        values: { ...target, req_stream_id, req_message_rate, start_stop: 1 },
      }));
    }
    return lacking.map(({ message, hz }) => ({
      name: 'COMMAND_LONG',
      values: { ...target, command: SET_MESSAGE_INTERVAL, param1: knownIdOf(message), param2: 1e6 / hz },
    }));
  }
}
