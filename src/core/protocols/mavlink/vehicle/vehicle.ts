import type { MessageValues } from '../messages/table';
import { AUTOPILOT, isArmed, modeOf } from '../modes/mode';
import { Component } from './component';
import { StatusTexts } from './status-texts';
import { VideoStreams } from './video-streams';

/** What an autopilot's last heartbeat says. */
export interface Heartbeat {
  readonly component: number;
  /** MAV_TYPE. */
  readonly type: number;
  /** MAV_AUTOPILOT. */
  readonly autopilot: number;
  /** As the firmware calls it. */
  readonly mode: string | undefined;
  readonly armed: boolean;
  /** MAV_STATE. */
  readonly systemStatus: number;
  readonly receivedUs: number;
}

/** MAV_TYPEs that are no vehicle, whatever autopilot they claim: ground stations, gimbals, cameras, companions, ADS-B … */
const NO_VEHICLE: ReadonlySet<number> = new Set([6, 18, 26, 27, 30, 31, 32, 33, 34, 36, 37, 38, 39, 40, 41, 42]);
/** A vehicle has a dozen; noise that passed a checksum must not fill the memory. */
const MAX_COMPONENTS = 32;
/** After so long without a heartbeat another component's may be the autopilot's. */
const AUTOPILOT_GONE_US = 5_000_000;

/** What one system id on a link is. */
export class Vehicle {
  readonly system: number;
  readonly components = new Map<number, Component>();
  /** Its cameras and what they name. */
  readonly video = new VideoStreams();
  readonly #texts = new StatusTexts();
  /** Of its autopilot; absent until one was heard: gimbals and companions send heartbeats, too. */
  heartbeat: Heartbeat | undefined;

  constructor(system: number) {
    this.system = system;
  }

  get statusTexts(): StatusTexts {
    return this.#texts;
  }

  /** @returns `undefined` where there are too many already */
  component(id: number): Component | undefined {
    const there = this.components.get(id);
    if (there || this.components.size >= MAX_COMPONENTS) return there;
    const opened = new Component(id);
    this.components.set(id, opened);
    return opened;
  }

  takeHeartbeat(values: MessageValues<'HEARTBEAT'>, component: Component, nowUs: number): void {
    const { type = 0, autopilot = AUTOPILOT.INVALID, system_status = 0 } = values;
    component.type = type;
    component.autopilot = autopilot;
    if (autopilot === AUTOPILOT.INVALID || NO_VEHICLE.has(type)) return;
    const current = this.heartbeat;
    const isOther = current && current.component !== component.id;
    if (isOther && nowUs - current.receivedUs < AUTOPILOT_GONE_US) return;
    this.heartbeat = {
      ...{ component: component.id, type, autopilot, systemStatus: system_status, receivedUs: nowUs },
      mode: modeOf(values),
      armed: isArmed(values),
    };
  }
}
