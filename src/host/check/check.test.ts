import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { HostSettings } from '#core/settings/command';
import { english } from '#core/texts/english';
import { listenOn } from '#station/network/listen-on';
import { FakeRpicam, hostSettings } from '../fixtures/run-host';
import { type CheckContext, checkHost } from './check';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function check(settings: Partial<HostSettings>, context: Partial<CheckContext> = {}) {
  const findings = await checkHost(hostSettings(settings), { listenMs: 10, ...context });
  return findings.map(({ level, message, remedy }) => ({
    ...{ level, message: english(message), remedy: remedy && english(remedy) },
  }));
}

describe('--check', () => {
  it('says that all is well where it is', async () => {
    const findings = await check(
      { camera: 'rpicam', fps: 50 },
      { ...new FakeRpicam().context, model: 'Raspberry Pi 5' },
    );
    expect(findings.map(({ level }) => level)).toEqual(['good', 'good', 'good']);
    expect(findings[0]?.message).toMatch(
      /^the camera gave a picture after [\d.]+ s, encoded in software \(Raspberry Pi 5\)$/,
    );
  });

  it.each([
    ['absent', 'no cameras available'],
    ['busy', 'failed to acquire camera'],
  ])('says why there is no picture (%s), and what to do', async (behaviour, words) => {
    const [camera] = await check({ camera: 'rpicam' }, new FakeRpicam(behaviour).context);
    expect(camera).toMatchObject({ level: 'bad', message: expect.stringContaining(words) });
    expect(camera?.remedy).toContain('rpicam-apps-lite');
  });

  it('says that a port is taken', async () => {
    const server = net.createServer();
    cleanups.push(() => server.close());
    const videoPort = await listenOn(server, 0, '127.0.0.1');
    const findings = await check({ videoPort });
    expect(findings[1]).toMatchObject({ level: 'bad', message: expect.stringContaining('EADDRINUSE') });
    expect(findings[1]?.remedy).toContain(`:${videoPort}`);
  });

  it('says that no vehicle is heard, which video does without', async () => {
    const findings = await check({ mavlink: { kind: 'udp', address: '127.0.0.1', port: 0 } });
    expect(findings[3]).toMatchObject({ level: 'warning', message: 'no MAVLink came' });
  });

  it('says what the firmware and the network say of themselves', async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'check-'));
    const program = (name: string, says: string) => {
      writeFileSync(path.join(folder, name), `#!/bin/sh\necho '${says}'\n`);
      chmodSync(path.join(folder, name), 0o755);
    };
    program('vcgencmd', 'throttled=0x50000');
    program('timedatectl', 'no');
    const findings = await check({}, { env: { PATH: folder } });
    expect(findings.slice(3).map(({ level, message }) => `${level}: ${message}`)).toEqual([
      'warning: the power supply was too weak since the board was switched on',
      'warning: the clock is not set by the network, so that the times in logs and recordings may be wrong',
    ]);
  });
});
