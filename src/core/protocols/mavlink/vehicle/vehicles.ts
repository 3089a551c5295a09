import type { Message, MessageName } from '../messages/table';
import type { Packet } from '../packet';
import type { UnknownPacket } from '../unknown-run';
import type { Component } from './component';
import { Vehicle } from './vehicle';

/** As many as the air of one link holds, and more. */
const MAX_VEHICLES = 32;

/** What is kept of messages beyond that they came; no other is read for it. */
const KEEPERS: { readonly [Name in MessageName]?: Keep<Extract<Message, { name: Name }>['values']> } = {
  HEARTBEAT: (vehicle, values, component, nowUs) => vehicle.takeHeartbeat(values, component, nowUs),
  STATUSTEXT: (vehicle, values, component, nowUs) => vehicle.statusTexts.take(values, component.id, nowUs),
  VIDEO_STREAM_INFORMATION: (vehicle, values, component) => vehicle.video.takeStream(values, component.id),
  CAMERA_INFORMATION: (vehicle, values, component) => vehicle.video.takeCamera(values, component.id),
};
type Keep<Values> = (vehicle: Vehicle, values: Values, component: Component, nowUs: number) => void;

/**
 * Everybody on a link, by system id: who sends what how often, what is lost, what was said in words. Pure and bounded; what
 * an inspector shows is read out of it.
 */
export class Vehicles {
  /** The messages of which more is kept than that they came. */
  static readonly READS: ReadonlySet<string> = new Set(Object.keys(KEEPERS));
  readonly #vehicles = new Map<number, Vehicle>();
  /** Packets of senders beyond those that are kept. */
  overflow = 0;

  get(system: number): Vehicle | undefined {
    return this.#vehicles.get(system);
  }

  /** In the order in which they were first heard. */
  get list(): readonly Vehicle[] {
    return [...this.#vehicles.values()];
  }

  /** The first of them that has an autopilot; it stays the first. */
  get first(): Vehicle | undefined {
    for (const vehicle of this.#vehicles.values()) if (vehicle.heartbeat) return vehicle;
    return undefined;
  }

  /** @param message what the packet says, where it is one that is read. @returns who sent it; `undefined` where it is not kept */
  take(packet: Packet, message: Message | undefined, nowUs: number): Vehicle | undefined {
    const { system, component: id, seq } = packet;
    const vehicle = this.#count(system, id, packet.message.id, packet.message.name, seq, nowUs);
    const component = vehicle?.components.get(id);
    if (!vehicle || !component) return undefined;
    // The keeper of a message's name takes its values.
    if (message)
      (KEEPERS[message.name] as Keep<Message['values']> | undefined)?.(vehicle, message.values, component, nowUs);
    vehicle.statusTexts.expire(nowUs);
    return vehicle;
  }

  takeUnknown({ id, system, component, seq }: Omit<UnknownPacket, 'bytes'>, nowUs: number): void {
    this.#count(system, component, id, '', seq, nowUs);
  }

  #count(system: number, id: number, messageId: number, name: string, seq: number, nowUs: number): Vehicle | undefined {
    const vehicle = this.#vehicles.get(system) ?? this.#open(system);
    const component = vehicle?.component(id);
    if (!component) {
      this.overflow++;
      return undefined;
    }
    component.count(messageId, name, seq, nowUs);
    return vehicle;
  }

  #open(system: number): Vehicle | undefined {
    if (this.#vehicles.size >= MAX_VEHICLES) return undefined;
    const vehicle = new Vehicle(system);
    this.#vehicles.set(system, vehicle);
    return vehicle;
  }
}
