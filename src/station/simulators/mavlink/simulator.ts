// not shown in this file: what a simulator does, which it logs
import { join } from 'node:path';
import { knownMessage } from '#core/protocols/mavlink/known-messages';
import { readMessage } from '#core/protocols/mavlink/messages/table';
import { PacketParser } from '#core/protocols/mavlink/packet-parser';
import { loadClip } from '../../clips/clip';
import { Timeline } from '../../clips/timeline';
import { type Flight, loadFlight } from '../pi/flight';
import { VideoServer } from '../pi/video-server';
import { Air } from './air';
import { SendingComponent } from './component';
import type { MavlinkSimulatorOptions } from './options';
import { cameraSchedule, GIMBAL_SCHEDULE, SCHEDULE } from './schedule';
import { stateAt } from './state';
import { connectionsAt, datagramsTo, type Way } from './ways';

export interface MavlinkSimulator {
  /** The bound ports; absent where there is none of that. */
  readonly tcpPort?: number;
  readonly videoPort?: number;
  /** Ends every connection and stops listening. May be called twice. */
  close(): Promise<void>;
}

const TICK_MS = 10;
const LOOPBACK = '127.0.0.1';
const AUTOPILOT_ID = 1;
/** MAV_COMP_ID_GIMBAL. */
const GIMBAL_ID = 154;
/** MAV_COMP_ID_CAMERA. */
const CAMERA_ID = 100;
/** MAV_CMD_SET_MESSAGE_INTERVAL; MAV_RESULT_ACCEPTED and _UNSUPPORTED. */
const SET_MESSAGE_INTERVAL = 511;
const [ACCEPTED, UNSUPPORTED] = [0, 3];

/**
 * Flies the demo flight as one or two vehicles of MAVLink. Resolves when it sends; rejects where a port cannot be had or the
 * clip cannot be read, with nothing left open.
 *
 * @param signal closes it when aborted
 */
export async function runMavlinkSimulator(
  options: MavlinkSimulatorOptions,
  signal?: AbortSignal,
): Promise<MavlinkSimulator> {
  const { demoFlight, fps, onEvent } = options;
  const clip = await loadClip(options.clip ?? join(demoFlight, 'flight.h264'));
  const flight = await loadFlight(join(demoFlight, 'telemetry.json'));
  const timeline = new Timeline(clip.length, fps, () => performance.now());
  const vehicle = new SimulatedVehicles(options, flight, timeline);
  const ways: Way[] = [];
  const videoOptions = { ...options, listen: LOOPBACK, videoPort: options.videoPort ?? 0, telemetryPort: 0 };
  const video = options.videoPort === undefined ? undefined : new VideoServer(clip, timeline, videoOptions);
  let closing: Promise<unknown> | undefined;
  const close = async () => {
    closing ??= Promise.all([vehicle.stop(), video?.close(), ...ways.map((way) => way.close())]);
    await closing;
  };
  try {
    const hear = vehicle.listener();
    const tcp = options.tcp === undefined ? undefined : await connectionsAt(options.tcp, hear, onEvent);
    if (tcp) ways.push(tcp);
    if (options.udp) ways.push(await datagramsTo(options.udp, hear));
    const videoPort = await video?.listen();
    vehicle.start(ways);
    signal?.addEventListener('abort', () => void close(), { once: true });
    if (signal?.aborted) await close();
    return { ...(tcp && { tcpPort: tcp.port }), ...(videoPort !== undefined && { videoPort }), close };
  } catch (error) {
    await close();
    throw error;
  }
}

class SimulatedVehicles {
  readonly #options: MavlinkSimulatorOptions;
  readonly #flight: Flight;
  readonly #timeline: Timeline;
  readonly #components: readonly SendingComponent[];
  readonly #air: Air;
  readonly #startedMs = performance.now();
  readonly #groundStations = new Set<number>();
  #ways: readonly Way[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(options: MavlinkSimulatorOptions, flight: Flight, timeline: Timeline) {
    this.#options = options;
    this.#flight = flight;
    this.#timeline = timeline;
    this.#air = new Air(options);
    const { key } = options;
    this.#components = [
      // The gimbal first: its heartbeat must not be taken for the vehicle's.
      ...(options.gimbal ? [new SendingComponent(1, GIMBAL_ID, GIMBAL_SCHEDULE, key)] : []),
      new SendingComponent(1, AUTOPILOT_ID, SCHEDULE, key),
      ...(options.videoUri ? [new SendingComponent(1, CAMERA_ID, cameraSchedule(options.videoUri), key)] : []),
      ...(options.secondVehicle ? [new SendingComponent(2, AUTOPILOT_ID, SCHEDULE, key)] : []),
    ];
  }

  start(ways: readonly Way[]): void {
    this.#ways = ways;
    this.#timer = setInterval(() => this.#tick(), TICK_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** Takes what ground stations send: requests for rates, and whose heartbeats there are. */
  listener(): (bytes: Uint8Array) => void {
    const parser = new PacketParser({
      unknown: () => undefined,
      packet: (packet) => {
        const message = readMessage(packet);
        if (message?.name === 'HEARTBEAT' && !this.#groundStations.has(packet.system)) {
          this.#groundStations.add(packet.system);
          this.#options.onEvent?.(`ground station ${packet.system} heard`);
        }
        if (message?.name !== 'COMMAND_LONG' || message.values.command !== SET_MESSAGE_INTERVAL) return;
        this.#setInterval(message.values.target_system ?? 0, message.values.param1 ?? 0, message.values.param2 ?? 0);
      },
    });
    return (bytes) => parser.push(bytes);
  }

  #setInterval(system: number, messageId: number, intervalUs: number): void {
    const component = this.#components.find((one) => one.system === system && one.id === AUTOPILOT_ID);
    if (!component) return;
    const name = knownMessage(messageId)?.name ?? '';
    const done = intervalUs > 0 && component.setInterval(name, intervalUs / 1000);
    if (done) this.#options.onEvent?.(`${name} every ${intervalUs / 1000} ms`);
    const ack = { command: SET_MESSAGE_INTERVAL, result: done ? ACCEPTED : UNSUPPORTED };
    this.#send(component.write('COMMAND_ACK', ack));
  }

  #tick(): void {
    const bootMs = Math.round(performance.now() - this.#startedMs);
    const measured = this.#flight[this.#timeline.index % this.#flight.length] ?? {};
    for (const component of this.#components) {
      const state = stateAt(measured, bootMs, this.#options, component.system);
      for (const packet of component.due(state)) this.#send(packet);
    }
  }

  #send(packet: Uint8Array): void {
    const bytes = this.#air.through(packet);
    if (bytes.length > 0) for (const way of this.#ways) way.send(bytes);
  }
}
