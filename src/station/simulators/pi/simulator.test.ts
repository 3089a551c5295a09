import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import net from 'node:net';
import { fileURLToPath } from 'node:url';
import { io } from 'socket.io-client';
import { afterEach, describe, expect, it } from 'vitest';
import type { PiTelemetryMessage } from '#core/protocols/pi/messages';
import { readPiTelemetry } from '#core/protocols/pi/telemetry';
import { splitClip } from '../../clips/clip';
import { createLenientParser } from '../../sources/dial/pi/lenient-parser';
import type { PiSimulatorOptions } from './options';
import { type PiSimulator, runPiSimulator } from './simulator';

const demoFlight = fileURLToPath(new URL('../../../../resources/demo-flight', import.meta.url));
const file = readFileSync(`${demoFlight}/flight.h264`);
const clip = splitClip(file);
const cleanups: (() => unknown)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** Fast, so that a test takes little of the clip's 20 s. */
async function simulate(options: Partial<PiSimulatorOptions> = {}): Promise<PiSimulator> {
  const simulator = await runPiSimulator({
    listen: '127.0.0.1',
    videoPort: 0,
    telemetryPort: 0,
    demoFlight,
    fps: 1000,
    ...options,
  });
  cleanups.push(() => simulator.close());
  return simulator;
}

function watch({ videoPort }: PiSimulator) {
  const socket = net.connect(videoPort!, '127.0.0.1');
  cleanups.push(() => socket.destroy());
  return socket;
}

async function readBytes(socket: net.Socket, count: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of socket) {
    chunks.push(chunk as Buffer);
    length += (chunk as Buffer).length;
    if (length >= count) break;
  }
  return Buffer.concat(chunks).subarray(0, count);
}

/** The first bytes of a connection that is accepted: the end of the one before may take a moment to arrive. */
async function readWhenFree(simulator: PiSimulator, count: number): Promise<Buffer> {
  for (;;) {
    const received = await readBytes(watch(simulator), count);
    if (received.length > 0) return received;
  }
}

describe('the simulated video', () => {
  it('is the clip byte for byte, and again from its beginning', async () => {
    const received = await readBytes(watch(await simulate()), file.length + 5000);
    expect(received.subarray(0, file.length).equals(file)).toBe(true);
    expect(received.subarray(file.length).equals(file.subarray(0, 5000))).toBe(true);
  });

  it('is for one viewer: a second is closed without a byte, and may come when the first has gone', async () => {
    const simulator = await simulate();
    const first = watch(simulator);
    await once(first, 'data');
    const second = watch(simulator);
    let bytes = 0;
    second.on('data', (chunk) => {
      bytes += chunk.length;
    });
    await once(second, 'close');
    expect(bytes).toBe(0);
    first.destroy();
    expect(await readWhenFree(simulator, 100)).toHaveLength(100);
  });

  it('begins each connection with a key picture', async () => {
    const simulator = await simulate();
    for (let viewer = 0; viewer < 3; viewer++) {
      const received = await readWhenFree(simulator, 100);
      expect(received[4]! & 0x1f).toBe(7);
    }
  });

  it('closes a connection after the time that it is told', async () => {
    const socket = watch(await simulate({ dropAfter: 0.05 }));
    socket.resume();
    await once(socket, 'close');
  });

  it('writes each delimiter behind the picture before it', async () => {
    const received = await readBytes(watch(await simulate({ aud: true })), 60_000);
    const end = clip[0]!.data.length;
    expect([...received.subarray(end, end + 6)]).toEqual([0, 0, 0, 1, 9, 0xf0]);
    expect(splitClip(received.subarray(0, end + 6 + clip[1]!.data.length + 6))).toHaveLength(2);
  });

  it('can begin in the middle of a group', async () => {
    const received = await readBytes(watch(await simulate({ midGroup: true })), clip[5]!.data.length);
    expect(received.equals(clip[5]!.data)).toBe(true);
  });

  it('stops in the middle of a picture and goes on with the same byte', async () => {
    const received = await readBytes(watch(await simulate({ stall: 20 })), 700_000);
    expect(received.equals(file.subarray(0, 700_000))).toBe(true);
  });

  it('is still found by a splitter behind garbage', async () => {
    const received = await readBytes(watch(await simulate({ garbage: true })), 400_000);
    expect(received.subarray(0, 5).equals(file.subarray(0, 5))).toBe(false);
    const found = splitClip(received);
    expect(Buffer.from(found[0]!.data).equals(clip[0]!.data)).toBe(true);
  });
});

describe('the simulated telemetry', () => {
  async function listen(simulator: PiSimulator, count: number) {
    const faults: string[] = [];
    const socket = io(`http://127.0.0.1:${simulator.telemetryPort}`, {
      reconnection: false,
      parser: createLenientParser((fault) => faults.push(fault)),
    });
    cleanups.push(() => socket.disconnect());
    const messages: PiTelemetryMessage[] = [];
    await new Promise<void>((resolve) => {
      socket.on('telemetry', (message: PiTelemetryMessage) => {
        if (messages.push(message) === count) resolve();
      });
    });
    return { messages, faults };
  }

  it('has the 28 keys of the host, and is read back as a flight', async () => {
    const { messages } = await listen(await simulate({ fps: 30 }), 2);
    expect(Object.keys(messages[0]!)).toHaveLength(28);
    const read = readPiTelemetry(messages[0]);
    expect(read).toHaveProperty('telemetry.fixType', 3);
    expect(read).toHaveProperty('telemetry.satellites', 14);
    expect(read).toHaveProperty('telemetry.accelMps2.z');
    expect(messages[0]!.rc_channels).toHaveLength(8);
    expect(messages[0]!.lat).toBeCloseTo(48.285, 2);
  });

  it('survives its own NaN', async () => {
    const { messages, faults } = await listen(await simulate({ garbage: true }), 8);
    expect(messages.some((message) => message.climb_rate === null)).toBe(true);
    expect(faults).toEqual([]);
  });

  it('goes to several clients', async () => {
    const simulator = await simulate();
    await Promise.all([listen(simulator, 1), listen(simulator, 1)]);
  });
});

describe('the simulator', () => {
  it('leaves out what it is told to', async () => {
    expect(await simulate({ noVideo: true })).not.toHaveProperty('videoPort');
    expect(await simulate({ noTelemetry: true })).not.toHaveProperty('telemetryPort');
  });

  it('rejects for a port in use and leaves nothing listening', async () => {
    const { telemetryPort } = await simulate({ noVideo: true });
    await expect(simulate({ telemetryPort: telemetryPort! })).rejects.toThrow('EADDRINUSE');
  });

  it('closes when it is aborted', async () => {
    const controller = new AbortController();
    const options = { listen: '127.0.0.1', videoPort: 0, telemetryPort: 0, demoFlight, fps: 30 };
    const socket = watch(await runPiSimulator(options, controller.signal));
    await once(socket, 'data');
    controller.abort();
    await once(socket.resume(), 'close');
  });

  it('names a clip without a key picture', async () => {
    await expect(simulate({ clip: fileURLToPath(import.meta.url) })).rejects.toThrow('no H.264 key picture');
  });
});
