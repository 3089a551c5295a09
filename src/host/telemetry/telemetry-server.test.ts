import { execFile, spawnSync } from 'node:child_process';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { io } from 'socket.io-client';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { MavlinkLink } from '#core/protocols/mavlink/link';
import {
  PI_CLOCK_EVENT,
  PI_HOST_EVENT,
  PI_MAVLINK_EVENT,
  PI_TELEMETRY_EVENT,
  type PiTelemetryMessage,
} from '#core/protocols/pi/messages';
import { readPiTelemetry } from '#core/protocols/pi/telemetry';
import type { HostSettings } from '#core/settings/command';
import { nowUs } from '#station/clock';
import { freePort } from '#station/fixtures/free-port';
import { Stream } from '#station/hub/stream';
import { createLog } from '#station/log';
import { runMavlinkSimulator } from '#station/simulators/mavlink/simulator';
import { PiSource } from '#station/sources/dial/pi/source';
import { piTelemetry } from '#station/sources/dial/pi/telemetry';
import { DEMO_FLIGHT, startHost } from '../fixtures/run-host';

/** All that the original sends. */
const KEYS =
  'roll pitch yaw lat lon alt heading ground_speed airspeed climb_rate throttle satellites fix_type h_acc v_acc battery current_battery battery_remaining accel_x accel_y accel_z gyro_x gyro_y gyro_z rc_channels cpu_temp cpu_usage timestamp'.split(
    ' ',
  );
const PYTHON = process.env.GROUNDGLASS_PYTHON ?? '/usr/bin/python3';
const hasPython = spawnSync(PYTHON, ['-c', 'import socketio, aiohttp']).status === 0;
const cleanups: (() => unknown)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function host(settings: Partial<HostSettings> = {}) {
  const running = await startHost({ fps: 1, ...settings });
  cleanups.push(() => running.close());
  return running;
}

function client(port: number, options: Parameters<typeof io>[1] = {}) {
  const socket = io(`http://127.0.0.1:${port}`, { forceNew: true, transports: ['websocket'], ...options });
  cleanups.push(() => socket.disconnect());
  return socket;
}

/** The first message of an event that is as it is wanted. */
function message<T>(socket: ReturnType<typeof client>, event: string, isIt: (value: T) => boolean = () => true) {
  return new Promise<T>((resolve) => {
    socket.on(event, (value: T) => {
      if (isIt(value)) resolve(value);
    });
  });
}

describe('telemetry', () => {
  it('has the keys of the original, and without a vehicle only what the host knows of itself', async () => {
    const { telemetryPort } = await host({ telemetryRate: 50 });
    const told = await message<PiTelemetryMessage>(client(telemetryPort), PI_TELEMETRY_EVENT);
    expect(Object.keys(told).sort()).toEqual([...KEYS].sort());
    const read = readPiTelemetry(told);
    const known = 'telemetry' in read ? Object.keys(read.telemetry) : [];
    expect(known.filter((key) => !['cpuTempC', 'cpuPercent', 'hostTimeUs'].includes(key))).toEqual([]);
    expect(known).toContain('hostTimeUs');
  });

  it('answers clock probes with the clock that pictures bear', async () => {
    const { telemetryPort } = await host();
    const before = nowUs();
    const answer: unknown = await client(telemetryPort).emitWithAck(PI_CLOCK_EVENT);
    expect(answer).toBeGreaterThanOrEqual(before);
    expect(answer).toBeLessThanOrEqual(nowUs());
  });

  it('is in true units, with how the host does, for who asks for that', async () => {
    const { telemetryPort } = await host({ camera: 'file', clip: '/nowhere.h264' });
    const socket = client(telemetryPort, { query: { version: '2' } });
    const told = message<Record<string, unknown>>(socket, PI_TELEMETRY_EVENT);
    const failed = message<{ camera: { state: string; reason: string } }>(
      socket,
      PI_HOST_EVENT,
      ({ camera }) => camera.state === 'waiting',
    );
    expect(await told).toMatchObject({ version: 2 });
    expect('roll' in (await told)).toBe(false);
    expect((await failed).camera.reason).toContain('/nowhere.h264');
  });

  it.skipIf(!hasPython).each(['websocket', 'polling'])('is read by python-socketio over %s', async (transport) => {
    const { telemetryPort } = await host();
    const script = path.join(import.meta.dirname, '../fixtures/read_telemetry.py');
    const { stdout } = await promisify(execFile)(PYTHON, [script, `http://127.0.0.1:${telemetryPort}`, '5', transport]);
    const { first, count } = JSON.parse(stdout) as { first: Record<string, unknown>; count: number };
    expect(Object.keys(first).sort()).toEqual([...KEYS].sort());
    expect(count).toBeGreaterThanOrEqual(5);
  });

  it('is told to clients of Engine.IO 3, whose packets are those of Socket.IO 2', async () => {
    const { telemetryPort } = await host();
    const socket = new WebSocket(`ws://127.0.0.1:${telemetryPort}/socket.io/?EIO=3&transport=websocket`);
    cleanups.push(() => socket.terminate());
    const packets: string[] = [];
    await new Promise<void>((resolve) => {
      socket.on('message', (data: Buffer) => {
        packets.push(data.toString());
        if (data.toString().startsWith('42["telemetry",')) resolve();
      });
    });
    expect(packets[0]).toMatch(/^0\{"sid":/);
    expect(packets).toContain('40');
    const pong = new Promise<string>((resolve) =>
      socket.on('message', (data: Buffer) => data.toString().startsWith('3') && resolve(data.toString())),
    );
    socket.send('2');
    expect(await pong).toBe('3');
  });

  it('refuses a page of another origin, and a message that is too long', async () => {
    const { telemetryPort } = await host();
    const foreign = client(telemetryPort, { extraHeaders: { Origin: 'http://example.org' }, reconnection: false });
    await new Promise((resolve) => foreign.on('connect_error', resolve));
    const own = client(telemetryPort, { reconnection: false });
    await new Promise<void>((resolve) => own.on('connect', resolve));
    const gone = new Promise((resolve) => own.on('disconnect', resolve));
    own.emit('anything', 'x'.repeat(20_000));
    await gone;
  });

  it('lets no more than 64 clients in', async () => {
    const { telemetryPort, status } = await host();
    while (status().telemetryClients < 64) {
      client(telemetryPort);
      await wait(210);
    }
    const late = client(telemetryPort, { reconnection: false });
    await new Promise((resolve) => late.on('connect_error', resolve));
    expect(status().telemetryClients).toBe(64);
  });
});

describe('a viewer of ours', () => {
  it('asks for true units, and is told why the camera gives nothing', async () => {
    const { telemetryPort } = await host({ camera: 'file', clip: '/nowhere.h264', telemetryRate: 50 });
    const end = new AbortController();
    cleanups.push(() => end.abort());
    const faults: string[] = [];
    const told = await new Promise<{ readonly telemetry: object; readonly trouble: string }>((resolve) => {
      let telemetry: object | undefined;
      const run = piTelemetry({
        ...{ host: '127.0.0.1', port: telemetryPort, onFault: (fault) => faults.push(fault) },
        onTelemetry: (values) => {
          telemetry = values;
        },
        onCameraTrouble: (trouble) => telemetry && resolve({ telemetry, trouble }),
      });
      void run(end.signal, { opened: () => undefined, data: () => undefined });
    });
    expect(told.telemetry).toHaveProperty('hostTimeUs');
    expect(told.trouble).toContain('/nowhere.h264');
    expect(faults).toEqual([]);
  });
});

describe('MAVLink', () => {
  const simulator = async (options: Partial<Parameters<typeof runMavlinkSimulator>[0]>) => {
    const flying = await runMavlinkSimulator({
      ...{ vehicle: 'copter', px4: false, fps: 30, noise: false, loss: 0, gimbal: false, secondVehicle: false },
      ...{ demoFlight: DEMO_FLIGHT, udp: undefined, tcp: undefined, key: undefined, ...options },
    });
    cleanups.push(() => flying.close());
    return flying;
  };

  it('comes by datagrams from a vehicle that is answered, and is forgotten when it ends', async () => {
    const running = await host({ telemetryRate: 50, mavlink: { kind: 'udp', address: '127.0.0.1', port: 0 } });
    while (running.mavlinkPort === undefined) await wait(5);
    const said: string[] = [];
    const flying = await simulator({
      udp: { address: '127.0.0.1', port: running.mavlinkPort },
      onEvent: (line) => said.push(line),
    });
    const socket = client(running.telemetryPort);
    const told = await message<PiTelemetryMessage>(
      socket,
      PI_TELEMETRY_EVENT,
      ({ lat, battery, satellites }) => lat !== 0 && battery > 5 && battery < 60 && satellites < 255,
    );
    expect(told.timestamp).toBeGreaterThan(1e9);
    expect(running.status().vehicles).toEqual([1]);
    while (!said.includes('ground station 254 heard')) await wait(20);
    await flying.close();
    // All of a vehicle that is not heard any more is unknown again: as the original says it, 0.
    await message<PiTelemetryMessage>(
      socket,
      PI_TELEMETRY_EVENT,
      ({ roll, lat, battery }) => !roll && !lat && !battery,
    );
  });

  it('is passed on to who asks for it and acknowledges, and to nobody else', async () => {
    const running = await host({ telemetryRate: 50, mavlink: { kind: 'udp', address: '127.0.0.1', port: 0 } });
    while (running.mavlinkPort === undefined) await wait(5);
    const asking = (query: Record<string, string>) => {
      const socket = client(running.telemetryPort, { query });
      let batches = 0;
      socket.on(PI_MAVLINK_EVENT, () => batches++);
      return { socket, batches: () => batches };
    };
    const silent = asking({ version: '2', mavlink: '1' });
    const others = [asking({}), asking({ version: '2' }), asking({ mavlink: '1' })];
    const reader = client(running.telemetryPort, { query: { version: '2', mavlink: '1' } });
    while (running.status().telemetryClients < 5) await wait(5);
    const link = new MavlinkLink({ onTelemetry: () => undefined });
    const { push, part } = link.open();
    let read = 0;
    const enough = new Promise<void>((resolve) => {
      reader.on(PI_MAVLINK_EVENT, (batch: Buffer, acknowledge: () => void) => {
        push(batch, nowUs());
        acknowledge();
        if (++read >= 20 && link.vehicle && silent.batches() >= 8) resolve();
      });
    });
    await simulator({ udp: { address: '127.0.0.1', port: running.mavlinkPort } });
    await enough;
    expect(link.vehicle?.system).toBe(1);
    expect(part.packets).toBeGreaterThan(20);
    expect(silent.batches()).toBe(8);
    expect(others.map(({ batches }) => batches())).toEqual([0, 0, 0]);
  });

  it('is there to be recorded by a station, packet by packet', async () => {
    const running = await host({ telemetryRate: 50, mavlink: { kind: 'udp', address: '127.0.0.1', port: 0 } });
    while (running.mavlinkPort === undefined) await wait(5);
    const stream = new Stream({ id: 's', number: 0, name: 's', kind: 'pi', video: '', telemetry: '' });
    const { videoPort, telemetryPort } = running;
    const source = new PiSource({ host: '127.0.0.1', videoPort, telemetryPort }, stream, {
      log: createLog('error', () => undefined),
    });
    cleanups.push(() => source.stop());
    const firstBytes: number[] = [];
    const enough = new Promise<void>((resolve) => {
      stream.subscribe({
        packet: (packet) => {
          firstBytes.push(packet[0]!);
          if (firstBytes.length === 50) resolve();
        },
      });
    });
    source.start();
    await simulator({ udp: { address: '127.0.0.1', port: running.mavlinkPort } });
    await enough;
    expect(new Set(firstBytes)).toEqual(new Set([0xfd]));
    expect(stream.statistics()).toMatchObject({ telemetryFaults: 0 });
  });

  it('comes over TCP, where it is dialled until it answers', async () => {
    const port = await freePort();
    const running = await host({ telemetryRate: 50, mavlink: { kind: 'tcp', address: '127.0.0.1', port } });
    await simulator({ tcp: port });
    await message<PiTelemetryMessage>(client(running.telemetryPort), PI_TELEMETRY_EVENT, ({ lat }) => lat !== 0);
  });
});
