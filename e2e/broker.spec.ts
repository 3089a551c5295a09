import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type RabbitMq, startRabbitMq } from '../src/station/amqp/fixtures/rabbitmq';
import { freePort } from '../src/station/fixtures/free-port';
import { newPage } from './support/browser';
import { type Child, startChild } from './support/child';
import { numberedClipFile } from './support/clip';
import { homeEnvironment } from './support/home';
import { SIMULATOR } from './support/hosts';
import { expectMoving, shownNumber } from './support/numbers';
import { frameNumber } from './support/screen';
import { expect, test } from './support/test';
import { CLI } from './support/viewer';

let home: string;
let rabbit: RabbitMq;
const children: Child[] = [];
test.beforeAll(async () => {
  home = mkdtempSync(path.join(os.tmpdir(), 'groundglass-broker-'));
  rabbit = await startRabbitMq();
});
test.afterAll(async () => {
  await Promise.all(children.map((child) => child.stop()));
  await rabbit?.close();
  rmSync(home, { recursive: true, force: true });
});

/** A station of its own at the broker, whose password is on no command line. */
async function startStation(name: string, ...args: readonly string[]): Promise<{ child: Child; url: string }> {
  const env = homeEnvironment(path.join(home, name), { GROUNDGLASS_BROKER: rabbit.url });
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

  const page = await newPage();
  await page.goto(shore.url);
  await expectMoving(() => frameNumber(page));
  await expect(page.getByLabel(/roll/i).first()).toBeAttached();

  await bridge.child.stop();
  await expect.poll(shared).toBe(0);
  await startStation('bridge', ...vehicle);
  await expect.poll(shared).toBe(1);
  await shownNumber(() => frameNumber(page));
  await page.context().close();
});
