import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { freePort } from '../src/station/fixtures/free-port';
import { newPage } from './support/browser';
import { type Child, startChild } from './support/child';
import { numberedClipFile } from './support/clip';
import { homeEnvironment } from './support/home';
import { SIMULATOR } from './support/hosts';
import { expectMoving, shownNumber } from './support/numbers';
import { frameNumber } from './support/screen';
import { expect, type Page, test } from './support/test';
import { CLI } from './support/viewer';

/** An address of this machine that is not loopback: to a browser, another machine's. */
const address = Object.values(os.networkInterfaces())
  .flatMap((all) => all ?? [])
  .find(({ internal, family }) => !internal && family === 'IPv4')?.address;

let home: string;
let children: Child[];
const pages: Page[] = [];
test.beforeEach(async () => {
  test.skip(address === undefined, 'this machine has no address but loopback');
  home = mkdtempSync(path.join(os.tmpdir(), 'groundglass-access-'));
  children = [];
});
test.afterEach(async () => {
  await Promise.all(pages.splice(0).map((page) => page.context().close()));
  await Promise.all((children ?? []).map((child) => child.stop()));
  if (home) rmSync(home, { recursive: true, force: true });
});

/** Starts a vehicle and a gateway in front of it that other machines can reach. */
async function startGateway(...args: readonly string[]): Promise<Child> {
  const [videoPort, telemetryPort] = [await freePort(), await freePort()];
  children.push(await SIMULATOR.start({ clip: numberedClipFile(), videoPort, telemetryPort }));
  const vehicle = ['--host', '127.0.0.1', '--video-port', String(videoPort), '--telemetry-port', String(telemetryPort)];
  const env = homeEnvironment(home);
  const gateway = startChild(process.execPath, [CLI, 'gateway', '--listen', `${address}:0`, ...vehicle, ...args], env);
  children.push(gateway);
  return gateway;
}

async function linkOf(gateway: Child): Promise<string> {
  return (await gateway.line(/to watch: +(\S+)/))[1] ?? '';
}

async function openPage(): Promise<Page> {
  const page = await newPage({ ignoreHTTPSErrors: true });
  pages.push(page);
  return page;
}

test('over HTTPS, the link with its token shows the vehicle live, and leaves no token in sight', async () => {
  const gateway = await startGateway('--tls');
  const [, fingerprint] = await gateway.line(/fingerprint of its certificate: (\S+)/);
  const certificate = new X509Certificate(readFileSync(path.join(home, 'groundglass/tls-cert.pem')));
  expect(fingerprint).toBe(certificate.fingerprint256);
  const page = await openPage();
  await page.goto(await linkOf(gateway));
  await expect(page).toHaveURL(new RegExp(`^https://${address}:\\d+/$`));
  await expectMoving(() => frameNumber(page));
  expect(await page.evaluate(() => document.cookie)).toBe('');
  await page.reload();
  await shownNumber(() => frameNumber(page));
});

test('a page asks again for styles that did not come', async () => {
  const gateway = await startGateway();
  const page = await openPage();
  let lost = 0;
  await page.route('**/*.css', (route) => {
    lost++;
    return lost <= 2 ? route.abort() : route.continue();
  });
  await page.goto(await linkOf(gateway));
  await shownNumber(() => frameNumber(page));
  await expect.poll(() => page.evaluate(() => document.styleSheets.length)).toBeGreaterThan(0);
  expect(lost).toBe(3);
});

test('without the token there is nothing to see, and no link opens', async () => {
  const gateway = await startGateway();
  const url = new URL('/', await linkOf(gateway)).href;
  const page = await openPage();
  expect((await page.goto(url))?.status()).toBe(401);
  await expect(page.getByRole('heading')).toHaveText('Token needed');
  const link = await page.evaluate(
    (where) =>
      new Promise<string>((resolve) => {
        const socket = new WebSocket(where);
        socket.onopen = () => resolve('open');
        socket.onclose = () => resolve('closed');
      }),
    `${url.replace('http', 'ws')}link`,
  );
  expect(link).toBe('closed');
});

test('a page of another site opens no link, though the browser has the cookie', async () => {
  const gateway = await startGateway();
  const link = await linkOf(gateway);
  const page = await openPage();
  await page.goto(link);
  await expect(page).toHaveTitle('Groundglass');
  const where = `${new URL('/', link).href.replace('http', 'ws')}link`;
  const evil = await page.context().newPage();
  await evil.route('http://evil.example/', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>evil</title>' }),
  );
  await evil.goto('http://evil.example/');
  const opened = await evil.evaluate(
    (url) =>
      new Promise<string>((resolve) => {
        const socket = new WebSocket(url);
        socket.onopen = () => resolve('open');
        socket.onclose = () => resolve('closed');
      }),
    where,
  );
  expect(opened).toBe('closed');
  const read = await evil.evaluate(
    (url) =>
      fetch(url, { credentials: 'include' }).then(
        () => 'read',
        () => 'kept out',
      ),
    new URL('/metrics', link).href,
  );
  expect(read).toBe('kept out');
});
