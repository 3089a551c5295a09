import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type Browser, chromium, expect, test } from '@playwright/test';
import { findBrowser } from '../src/cli/shells/find-browser';
import { type RabbitMq, startRabbitMq } from '../src/station/amqp/fixtures/rabbitmq';
import { type Child, startChild } from './support/child';
import { numberedClipFile } from './support/clip';
import { freePort } from './support/free-port';
import { SIMULATOR } from './support/hosts';
import { frameNumber } from './support/screen';
import { CLI } from './support/viewer';

let home: string;
let rabbit: RabbitMq;
let browser: Browser;
const children: Child[] = [];
test.beforeAll(async () => {
  home = mkdtempSync(path.join(os.tmpdir(), 'groundglass-broker-'));
  rabbit = await startRabbitMq();
  const found = findBrowser(process.env);
  if (!found) throw new Error('No browser: set GROUNDGLASS_BROWSER, or run npm test, which finds or installs one.');
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  browser = await chromium.launch({ executablePath: found.path, args });
});
test.afterAll(async () => {
  await browser?.close();
  await Promise.all(children.map((child) => child.stop()));
  await rabbit?.close();
  rmSync(home, { recursive: true, force: true });
});

/** A station of its own at the broker, whose password is on no command line. */
async function startStation(name: string, ...args: readonly string[]): Promise<{ child: Child; url: string }> {
  const env = { ...process.env, XDG_CONFIG_HOME: path.join(home, name), GROUNDGLASS_BROKER: rabbit.url };
  const where = ['gateway', '--listen', '127.0.0.1:0', '--station-name', name];
  const child = startChild(process.execPath, [CLI, ...where, ...args], env);
  children.push(child);
  return { child, url: (await child.line(/viewer is at (\S+)/))[1] ?? '' };
}

test('a vehicle of one gateway is seen live at another, which loses it with that gateway and has it again', async () => {
  const [videoPort, telemetryPort] = [await freePort(), await freePort()];
  children.push(await SIMULATOR.start({ clip: numberedClipFile(), videoPort, telemetryPort }));
  const vehicle = ['--source', `pi://127.0.0.1:${videoPort}?telemetry=${telemetryPort}&name=Rover&lazy=1`];
  const bridge = await startStation('bridge', ...vehicle);
  const shore = await startStation('shore');
  const shared = async () => (await (await fetch(new URL('/api/streams', shore.url))).json()).total;
  await expect.poll(shared).toBe(1);

  const page = await (await browser.newContext({ viewport: { width: 640, height: 480 } })).newPage();
  await page.goto(shore.url);
  await expect.poll(() => frameNumber(page)).toBeDefined();
  const first = await frameNumber(page);
  await expect.poll(() => frameNumber(page)).not.toBe(first);
  await expect(page.getByLabel(/roll/i).first()).toBeAttached();

  await bridge.child.stop();
  await expect.poll(shared).toBe(0);
  await startStation('bridge', ...vehicle);
  await expect.poll(shared).toBe(1);
  await expect.poll(() => frameNumber(page)).toBeDefined();
});
