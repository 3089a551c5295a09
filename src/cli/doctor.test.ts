import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MAX_REPORT_LENGTH } from '#core/diagnostics/report';
import { fillValues } from '#core/settings/values';
import { VIEW_FLAGS } from '#core/settings/view-flags';
import { doctorReport } from './doctor';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'groundglass-doctor-'));
});
afterEach(() => rm(folder, { recursive: true }));

const settings = (given: Record<string, unknown> = {}) => fillValues(VIEW_FLAGS, new Map(Object.entries(given)));

describe('groundglass doctor', () => {
  it('says what the machine has, also where nothing was ever set or logged', async () => {
    const report = await doctorReport(settings(), folder);
    expect(report).toMatch(/^machine:\n {2}groundglass \d+\.\d+\.\d+, node \d/);
    expect(report).toMatch(/\n {2}ffmpeg .+\n {2}Electron .+\n {2}browser /);
    expect(report).toMatch(/\n\nlog:\n {2}nothing is in .*groundglass\.log$/);
    expect(await readdir(folder)).toEqual([]);
  });

  it('has settings, sources and the end of the log, and no secret of any of them', async () => {
    const [kept, flag, broker] = ['kept-pass', 'flag-pass', 'br0ker-pass'];
    const sources = [`jpeg+ws://me:${kept}@192.0.2.1:1/live?token=q-t0ken&name=Gate`];
    await writeFile(path.join(folder, 'sources.json'), JSON.stringify({ version: 1, sources }));
    await mkdir(path.join(folder, 'logs'));
    const noise = 'an old line\n'.repeat(20_000);
    const lines = `it failed with ${kept}\nand with ${flag}, ${broker}, q-t0ken\nthe very last line\n`;
    await writeFile(path.join(folder, 'logs', 'groundglass.log'), `${noise}${lines}`);
    const given = {
      sources: [`jpeg+ws://me:${flag}@192.0.2.2:1/live`],
      broker: `amqp://u:${broker}@192.0.2.3/`,
      jt: true,
    };
    const report = await doctorReport(settings(given), folder);
    expect(report).toContain('\n  jt = true');
    expect(report).toContain('saved sources:\n  jpeg+ws://192.0.2.1:1/live?token=***&name=Gate\n');
    expect(report).toMatch(/it failed with \*\*\*\n.*\n {2}the very last line$/);
    expect([kept, flag, broker, 'q-t0ken'].filter((secret) => report.includes(secret))).toEqual([]);
    expect(report.length).toBeLessThanOrEqual(MAX_REPORT_LENGTH + 100);
  });

  it('leaves a file of sources as it is that makes no sense', async () => {
    const file = path.join(folder, 'sources.json');
    await writeFile(file, 'nonsense with a passw0rd');
    expect(await doctorReport(settings(), folder)).not.toContain('passw0rd');
    expect(await readFile(file, 'utf8')).toBe('nonsense with a passw0rd');
    expect(await readdir(folder)).toEqual(['sources.json']);
  });
});
