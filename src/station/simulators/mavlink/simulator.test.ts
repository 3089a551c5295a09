import net from 'node:net';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { MavlinkLink } from '#core/protocols/mavlink/link';
import { OutgoingMessages } from '#core/protocols/mavlink/outgoing';
import { loadFlight } from '../pi/flight';
import type { MavlinkSimulatorOptions } from './options';
import { runMavlinkSimulator } from './simulator';

const DEMO_FLIGHT = path.resolve(import.meta.dirname, '../../../../resources/demo-flight');
const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** A ground station at the simulator's port, with what it hears. */
async function meet(options: Partial<MavlinkSimulatorOptions>) {
  const events: string[] = [];
  const simulator = await runMavlinkSimulator({
    ...{ vehicle: 'copter', fps: 30, demoFlight: DEMO_FLIGHT, tcp: 0 },
    onEvent: (text) => events.push(text),
    ...options,
  });
  ends.push(() => simulator.close());
  const link = new MavlinkLink({ onTelemetry: () => undefined });
  const { push, parser } = link.open();
  const nowUs = () => performance.now() * 1000;
  const socket = net.connect(simulator.tcpPort!, '127.0.0.1', () => undefined);
  socket.on('data', (bytes) => push(bytes, nowUs())).on('error', () => undefined);
  ends.push(() => socket.destroy());
  return { link, parser, socket, events, nowUs };
}

const SLOWLY = { timeout: 20_000 };

describe('a simulated vehicle', () => {
  it.each([
    ['copter', false, 'Auto', 2],
    ['plane', false, 'Auto', 1],
    ['rover', false, 'Auto', 10],
    ['sub', false, 'Auto', 12],
    ['copter', true, 'Mission', 2],
  ] as const)('is a %s (PX4: %s) in mode %s', async (vehicle, px4, mode, type) => {
    const { link } = await meet({ vehicle, px4 });
    await expect.poll(() => link.vehicle?.heartbeat, SLOWLY).toMatchObject({ mode, type, armed: true });
  });

  it('has a gimbal and a second vehicle beside it, through noise and losses', async () => {
    const { link, parser } = await meet({ gimbal: true, secondVehicle: true, noise: true, loss: 20 });
    await expect.poll(() => link.vehicles.list.filter(({ heartbeat }) => heartbeat).length, SLOWLY).toBe(2);
    const components = () => [...(link.vehicles.get(1)?.components.keys() ?? [])].sort((a, b) => a - b);
    await expect.poll(components, SLOWLY).toEqual([1, 154]);
    await expect.poll(() => link.vehicles.get(1)?.components.get(1)?.lost, SLOWLY).toBeGreaterThan(0);
    expect(parser.skippedBytes).toBeGreaterThan(0);
    expect(link.vehicle?.heartbeat?.component).toBe(1);
  });

  it('stands still in an attitude', async () => {
    const { link, nowUs } = await meet({ hold: { rollDeg: -25, pitchDeg: 10, headingDeg: 200.5 } });
    const angle = (key: 'rollDeg' | 'pitchDeg' | 'yawDeg' | 'headingDeg') => {
      const value = link.board.telemetry(nowUs())[key];
      return value === undefined ? undefined : Math.round(value * 100) / 100;
    };
    await expect
      .poll(() => [angle('rollDeg'), angle('pitchDeg'), angle('yawDeg'), angle('headingDeg')], SLOWLY)
      .toEqual([-25, 10, -159.5, 200.5]);
  });

  it('says long texts in pieces', async () => {
    const { link } = await meet({});
    const texts = () => link.vehicle?.statusTexts.texts.map(({ text }) => text);
    await expect.poll(texts, SLOWLY).toContainEqual(expect.stringMatching(/^Mission: .{50,}at 4 m\/s$/));
  });

  it('flies the demo flight', async () => {
    const flight = await loadFlight(path.join(DEMO_FLIGHT, 'telemetry.json'));
    const { link, nowUs } = await meet({});
    await expect.poll(() => link.board.telemetry(nowUs()).rollDeg, SLOWLY).toBeDefined();
    const { rollDeg = 0, pitchDeg = 0 } = link.board.telemetry(nowUs());
    const there = flight.some(
      (moment) =>
        Math.abs((moment.rollDeg ?? 0) - rollDeg) < 0.01 && Math.abs((moment.pitchDeg ?? 0) - pitchDeg) < 0.01,
    );
    expect(there).toBe(true);
  });

  it('sends a message as often as it is asked to', async () => {
    const { link, socket, events, nowUs } = await meet({});
    const outgoing = new OutgoingMessages();
    const timer = setInterval(() => {
      for (const packet of outgoing.everySecond(link.vehicle, nowUs())) socket.write(packet);
    }, 100);
    ends.push(() => clearInterval(timer));
    await expect.poll(() => events, SLOWLY).toContain('ground station 254 heard');
    await expect.poll(() => link.vehicle?.components.get(1)?.messages.size, SLOWLY).toBeGreaterThan(8);
  });
});
