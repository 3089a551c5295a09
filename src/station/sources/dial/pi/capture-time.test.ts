import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { Server } from 'socket.io';
import { afterEach, describe, expect, it } from 'vitest';
import { captureTimeOf } from '#core/bitstream/capture-time-sei';
import { readPrelude } from '#core/bitstream/prelude';
import type { AccessUnit } from '#core/media/access-unit';
import { Stream } from '../../../hub/stream';
import { createLog } from '../../../log';
import type { PiSimulatorOptions } from '../../../simulators/pi/options';
import { runPiSimulator } from '../../../simulators/pi/simulator';
import { PiSource } from './source';

const demoFlight = fileURLToPath(new URL('../../../../../resources/demo-flight', import.meta.url));
const SKEW_MS = 123_456_789;
const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

function simulate(options: Partial<PiSimulatorOptions>) {
  return runPiSimulator({
    listen: '127.0.0.1',
    videoPort: 0,
    telemetryPort: 0,
    demoFlight,
    fps: 200,
    clock: () => performance.now() + SKEW_MS,
    ...options,
  }).then((simulator) => {
    cleanups.push(() => simulator.close());
    return simulator;
  });
}

/** The stream of a host; `seen` resolves with its pictures once `enough` of them is true, while telemetry comes too. */
async function watch(ports: { videoPort?: number; telemetryPort?: number }, enough: (units: AccessUnit[]) => boolean) {
  const { videoPort = 0, telemetryPort = 0 } = ports;
  const vehicle = { host: '127.0.0.1', videoPort, telemetryPort };
  const stream = new Stream({ id: 's', number: 0, name: 's', kind: 'pi', video: '', telemetry: '' });
  const source = new PiSource(vehicle, stream, { log: createLog('error', () => {}) });
  cleanups.push(() => source.stop());
  const units: AccessUnit[] = [];
  let telemetry = 0;
  await new Promise<void>((resolve) => {
    stream.subscribe({
      picture: (unit) => {
        units.push(unit);
        if (telemetry > 0 && enough(units)) resolve();
      },
      telemetry: () => {
        telemetry++;
      },
      state: () => {},
    });
    source.start();
  });
  return { units, stream };
}

const hostUs = ({ data }: AccessUnit) => captureTimeOf(data, readPrelude(data).sei);

describe('when a picture was taken', () => {
  it("is known on the station's clock from a host that writes it and answers probes", async () => {
    // The host's clock is ours, but for the skew, so the truth is at hand. However busy the machine, no probe is under way for
    // longer than the test; how much a quick one tells is the affair of `host-clock.test.ts`.
    const beganUs = performance.now() * 1000;
    const isTrue = (unit: AccessUnit) =>
      unit.captureUs !== undefined &&
      Math.abs(unit.captureUs - (hostUs(unit)! - SKEW_MS * 1000)) < performance.now() * 1000 - beganUs;
    const last = (units: AccessUnit[]) => units.slice(-20);
    const { units } = await watch(
      await simulate({ captureTime: true }),
      (all) => all.length >= 20 && last(all).every(isTrue),
    );
    expect(last(units).every(isTrue)).toBe(true);
  });

  it('is unknown from the original host, which never answers', async () => {
    const { units, stream } = await watch(await simulate({}), (all) => all.length >= 30);
    for (const unit of units) expect([unit.captureUs, hostUs(unit)]).toEqual([undefined, undefined]);
    expect(stream.statistics()).toMatchObject({ faults: 0, telemetryFaults: 0, reconnects: 0 });
  });

  it('is unknown from a host that answers with nothing, as older python-socketio does to any event', async () => {
    const { videoPort } = await simulate({ captureTime: true, noTelemetry: true });
    const server = http.createServer();
    const io = new Server(server);
    cleanups.push(() => io.close());
    let questions = 0;
    io.on('connection', (socket) => {
      socket.onAny((_event, answer: () => void) => {
        questions++;
        answer();
        socket.emit('telemetry', { roll: 1 });
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const { units } = await watch({ videoPort: videoPort!, telemetryPort: port }, () => questions > 0);
    expect(units.length).toBeGreaterThan(0);
    for (const unit of units) expect(unit.captureUs).toBeUndefined();
  });
});
