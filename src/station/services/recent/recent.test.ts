import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createLog } from '../../log';
import { Recent } from './recent';

let folder: string;
const lines: string[] = [];
const log = createLog('warn', (line) => lines.push(line));
const vehicleAt = (host: string) => ({ host, videoPort: 8000, telemetryPort: 8001 });
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'groundglass-recent-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('remembers the 12 that were shown last, the newest first, for its owner alone, over a restart', async () => {
  const recent = new Recent(folder, log);
  for (let at = 0; at < 20; at++) recent.remember(vehicleAt(`10.0.0.${at}`), 'AAAA', at);
  recent.remember(vehicleAt('10.0.0.15'), undefined, 99);
  await recent.saved();
  const { vehicles } = new Recent(folder, log).state;
  expect(vehicles).toHaveLength(12);
  expect(vehicles[0]).toEqual({ vehicle: vehicleAt('10.0.0.15'), atMs: 99, picture: 'AAAA' });
  expect(statSync(path.join(folder, 'recent.json')).mode & 0o77).toBe(0);
});

it('shows at the next start what was chosen last, unless a person says otherwise or forgets it', async () => {
  const recent = new Recent(folder, log);
  recent.shown(vehicleAt('rover'));
  await recent.saved();
  const next = new Recent(folder, log);
  expect(next.resumed).toEqual(vehicleAt('rover'));
  next.startWith('nothing');
  expect(next.resumed).toBeUndefined();
  next.startWith('last');
  next.forget(undefined);
  expect(next.resumed).toBeUndefined();
  await next.saved();
});

it('begins anew where the file is broken, and says so', () => {
  const file = path.join(folder, 'recent.json');
  writeFileSync(file, '{"vehicles": 7');
  expect(new Recent(folder, log).state).toEqual({ vehicles: [], start: 'last' });
  expect(lines.at(-1)).toMatch(/recent\.json cannot be read/);
});

it('keeps no demo: its port is gone at the next start, and no file is written for it', async () => {
  const recent = new Recent(folder, log);
  const demo = { host: '127.0.0.1', videoPort: 41_234, telemetryPort: 41_235 };
  recent.shown(demo);
  recent.remember(demo, 'AAAA', 1);
  await recent.saved();
  expect(existsSync(path.join(folder, 'recent.json'))).toBe(false);
  const tunnel = { host: '127.0.0.1', videoPort: 8000, telemetryPort: 8001 };
  recent.remember(tunnel, undefined, 2);
  expect(recent.state.vehicles.map(({ vehicle }) => vehicle)).toEqual([tunnel]);
  await recent.saved();
});
