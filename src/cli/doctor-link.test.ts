import net from 'node:net';
import path from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { DOCTOR_LINK_FLAGS } from '#core/settings/doctor-link-command';
import { fillValues } from '#core/settings/values';
import { runMavlinkSimulator } from '#station/simulators/mavlink/simulator';
import { runDoctorLink } from './doctor-link';

const DEMO_FLIGHT = path.resolve(import.meta.dirname, '../../resources/demo-flight');
const ends: (() => unknown)[] = [];
afterEach(async () => {
  vi.restoreAllMocks();
  for (const end of ends.splice(0).reverse()) await end();
});

async function run(source: string, given: Record<string, unknown> = {}) {
  const lines: string[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((line) => lines.push(String(line)) > 0);
  const settings = fillValues(DOCTOR_LINK_FLAGS, new Map(Object.entries(given)));
  const code = await runDoctorLink({ source, settings }, new AbortController().signal);
  return { code, said: lines.join('') };
}

async function flying(): Promise<string> {
  const options = { vehicle: 'copter', fps: 30, demoFlight: DEMO_FLIGHT, tcp: 0 } as const;
  const simulator = await runMavlinkSimulator(options);
  ends.push(() => simulator.close());
  return `mavlink+tcp://127.0.0.1:${simulator.tcpPort}`;
}

/** A port of this machine at which nobody listens. */
async function closedPort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as net.AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

describe('groundglass doctor link', () => {
  it('says what is on a link, and from where', async () => {
    const url = await flying();
    const { code, said } = await run(url, { seconds: 8 });
    expect(code).toBe(0);
    expect(said).toContain('Connection\n  Telemetry: open\n');
    expect(said).toContain('  Vehicle: System 1: Quadrotor, ArduPilot\n');
    expect(said).toMatch(/\n {2}tcp 127\.0\.0\.1:\d+: \d+ packets of system 1\n/);
    expect(said).toMatch(/\n {2}ATTITUDE: [\d.]+ Hz\n/);
  });

  it('says it to programs, without secrets, and that nothing came', async () => {
    const { code, said } = await run(`jpeg+ws://me:s3cret@127.0.0.1:${await closedPort()}/x`, {
      seconds: 1,
      json: true,
    });
    const { heard, source, sections } = JSON.parse(said);
    expect([code, heard, source]).toEqual([1, false, expect.not.stringContaining('s3cret')]);
    expect(said).not.toContain('s3cret');
    const titles = sections.map(({ title }: { title: string }) => title);
    expect(titles).toEqual(['Connection', 'Video']);
    expect(sections[0].rows[0]).toEqual({ label: 'Video', value: expect.stringMatching(/^failed: |^connecting$/) });
  });
});
