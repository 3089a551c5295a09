import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { findBrowser } from '../src/cli/shells/find-browser';
import { freePort } from '../src/station/fixtures/free-port';
import { type Child, startChild } from './support/child';
import { numberedClipFile } from './support/clip';
import { type Display, noDisplay, startDisplay } from './support/display';
import { homeVariables } from './support/home';
import { SIMULATOR } from './support/hosts';
import { shownNumber } from './support/numbers';
import { frameNumber } from './support/screen';
import { expect, type Page, test } from './support/test';
import { CLI } from './support/viewer';

/** Our own settings and caches, no display, and no Electron: every test adds what it needs. */
let home: string;
let children: Child[];
test.beforeEach(() => {
  home = mkdtempSync(path.join(os.tmpdir(), 'groundglass-cli-'));
  children = [];
});
test.afterEach(async () => {
  await Promise.all((children ?? []).map((child) => child.stop()));
  if (home) rmSync(home, { recursive: true, force: true });
});

function environment(extra: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const { DISPLAY: _x, WAYLAND_DISPLAY: _w, ELECTRON_DISABLE_SANDBOX: _s, ...rest } = process.env;
  const own = { ...homeVariables(home), TMPDIR: home, ELECTRON_OVERRIDE_DIST_PATH: '/nonexistent' };
  return { ...rest, ...own, ...extra };
}

function groundglass(args: readonly string[], extra: NodeJS.ProcessEnv = {}): Child {
  const child = startChild(process.execPath, [CLI, ...args], environment(extra));
  children.push(child);
  return child;
}

/** What a program that ends by itself prints and returns. */
async function run(args: readonly string[]): Promise<{ code: number | null; output: readonly string[] }> {
  const child = groundglass(args);
  const code = await child.ended;
  return { code, output: child.output };
}

async function simulatedVehicle(): Promise<readonly string[]> {
  const [videoPort, telemetryPort] = [await freePort(), await freePort()];
  children.push(await SIMULATOR.start({ clip: numberedClipFile(), videoPort, telemetryPort }));
  return ['--host', '127.0.0.1', '--video-port', String(videoPort), '--telemetry-port', String(telemetryPort)];
}

test.describe('a command line', () => {
  const wrong: readonly (readonly [string, readonly string[], RegExp])[] = [
    ['flag', ['--hots', 'a'], /--hots.*--host/],
    ['value', ['--video-port', '70000'], /--video-port.*from 1 to 65535/],
    ['word', ['show'], /“show” is not a command/],
    ['vehicle to simulate', ['simulate', 'boat'], /“boat”.*pi/],
    ['address to listen on', ['--listen', 'here'], /--listen.*127\.0\.0\.1:3000/],
    ['settings file', ['--settings', '/nonexistent.json'], /\/nonexistent\.json cannot be read/],
  ];
  for (const [what, args, message] of wrong) {
    test(`with a wrong ${what} is answered in one line, exit 2`, async () => {
      const { code, output } = await run(args);
      expect(output).toHaveLength(1);
      expect(output[0]).toMatch(message);
      expect(code).toBe(2);
    });
  }

  test('--help lists every flag', async () => {
    const { code, output } = await run(['--help']);
    expect(code).toBe(0);
    expect(output.join('\n')).toMatch(/--host ADDR[\s\S]*--shell electron\|browser\|none[\s\S]*--log-level/);
  });

  test('--version prints the version alone', async () => {
    const { version } = JSON.parse(readFileSync(path.resolve(CLI, '../../../package.json'), 'utf8'));
    expect(await run(['--version'])).toEqual({ code: 0, output: [version] });
  });

  test('may be read by a program that stops reading', async () => {
    const child = groundglass(['--shell', 'none']);
    await child.line(/The viewer is at/);
    child.stopReading();
    expect(await child.ended).toBe(0);
    expect(child.output.filter((line) => /Error|at /.test(line) && !/viewer is at/.test(line))).toEqual([]);
  });
});

test.describe('a port that is taken', () => {
  let taken: net.Server | undefined;
  let port: string;
  test.beforeEach(async () => {
    const server = net.createServer().listen(0, '127.0.0.1');
    taken = server;
    await once(server, 'listening');
    port = String((server.address() as net.AddressInfo).port);
  });
  test.afterEach(() => {
    // A test that is skipped has taken none.
    taken?.close();
  });

  test('is named in one line by the simulator, exit 1', async () => {
    const { code, output } = await run(['simulate', 'pi', '--video-port', port, '--telemetry-port', '0']);
    expect(output).toHaveLength(1);
    expect(output[0]).toContain(port);
    expect(code).toBe(1);
  });

  test('is named in one line by the gateway, exit 1', async () => {
    const { code, output } = await run(['--shell', 'none', '--listen', `127.0.0.1:${port}`]);
    expect(output).toHaveLength(1);
    expect(output[0]).toMatch(new RegExp(`cannot listen on 127.0.0.1:${port}.*--listen`));
    expect(code).toBe(1);
  });
});

test.describe('with no window', () => {
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    test(`prints the address and live rates, and ends on ${signal}`, async () => {
      const child = groundglass(['--shell', 'none', ...(await simulatedVehicle())]);
      await child.line(/The viewer is at http:\/\/127\.0\.0\.1:\d+\//);
      await child.line(/video live · [23]\d pictures\/s \d+\.\d\d Mbit\/s · avc1\.42\S+ 640x480.*telemetry live/);
      child.signal(signal);
      expect(await child.ended).toBe(0);
    });
  }

  for (const [why, signal, code] of [
    ['its terminal is closed', 'SIGHUP', 0],
    ['it fails by a fault of its own', 'SIGUSR2', 1],
  ] as const) {
    test(`a recording is finished and the rewind buffer deleted where ${why}`, async () => {
      // A fault at a moment of our choosing; SIGHUP comes twice, from the shell and from the system.
      const fault = `data:text/javascript,process.on('SIGUSR2',()=>{throw new Error('torn')})`;
      const flags = ['--recordings', path.join(home, 'films'), '--record', 'always', '--listen', '127.0.0.1:0'];
      mkdirSync(path.join(home, 'films'));
      const child = groundglass(['gateway', ...flags, ...(await simulatedVehicle())], {
        NODE_OPTIONS: `--import="${fault}"`,
      });
      const film = () => readdirSync(path.join(home, 'films')).find((name) => name.endsWith('.mp4')) ?? 'none';
      await expect
        .poll(() => statSync(path.join(home, 'films', film()), { throwIfNoEntry: false })?.size ?? 0)
        .toBeGreaterThan(100_000);
      child.signal(signal);
      if (signal === 'SIGHUP') child.signal(signal);
      expect(await child.ended).toBe(code);
      const sidecar = path.join(home, 'films', film().replace(/\.mp4$/, '.json'));
      expect(JSON.parse(readFileSync(sidecar, 'utf8'))).toMatchObject({ state: 'finished' });
      expect(readdirSync(home).filter((name) => name.includes('rewind'))).toEqual([]);
      expect(child.output.filter((line) => /Error: torn/.test(line))).toHaveLength(code);
    });
  }

  test('says why where the machine has no display', async () => {
    const child = groundglass([]);
    await child.line(/^groundglass: This machine has no display\. Serving without a window\.$/);
    await child.line(/The viewer is at http/);
  });

  test('says why a vehicle does not come', async () => {
    const child = groundglass(['--shell', 'none', '--host', '127.0.0.1', '--video-port', '1', '--telemetry-port', '1']);
    await child.line(/ECONNREFUSED 127\.0\.0\.1:1.*ECONNREFUSED 127\.0\.0\.1:1/);
  });
});

test.describe('with a display', () => {
  test.skip(noDisplay !== undefined, noDisplay);
  let display: Display;
  test.beforeAll(async () => {
    display = await startDisplay();
  });
  test.afterAll(() => display.close());

  /** The installed browser, which also lets the test look into it. */
  async function inspectableBrowser(): Promise<{ file: string; look(): Promise<Page>; close(): Promise<void> }> {
    const real = findBrowser(process.env);
    if (!real) throw new Error('no browser');
    const port = await freePort();
    const file = path.join(home, 'chromium-for-test');
    writeFileSync(file, `#!/bin/sh\nexec '${real.path}' --remote-debugging-port=${port} "$@"\n`);
    chmodSync(file, 0o755);
    // Root's browser is not root, and must get here.
    chmodSync(home, 0o755);
    let close: () => Promise<void> = async () => undefined;
    return {
      file,
      async look() {
        let page: Page | undefined;
        await expect(async () => {
          const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
          close = () => browser.close();
          page = browser
            .contexts()[0]
            ?.pages()
            .find((one) => /^https?:\/\/127\.0\.0\.1:/.test(one.url()));
          expect(page).toBeDefined();
        }).toPass();
        if (!page) throw new Error('no page');
        return page;
      },
      close: () => close(),
    };
  }

  /** Folders that a browser's profile would leave behind. */
  const profiles = () => readdirSync(home).filter((name) => /^groundglass-.{6}$/.test(name));

  async function expectNumbers(page: Page): Promise<void> {
    await shownNumber(() => frameNumber(page));
  }

  test('opens the installed browser where there is no Electron, says so in one line, and ends with it', async () => {
    const browser = await inspectableBrowser();
    const args = [...(await simulatedVehicle()), '--geometry', '640x480+0+0', '--borderless'];
    const child = groundglass(args, { DISPLAY: display.name, GROUNDGLASS_BROWSER: browser.file });
    const page = await browser.look();
    await expectNumbers(page);
    expect(child.output).toEqual([
      expect.stringMatching(/^groundglass: .*Electron.*\/nonexistent.*browser instead\.$/),
    ]);
    expect(profiles()).toHaveLength(1);
    await page.close();
    expect(await child.ended).toBe(0);
    expect(profiles()).toEqual([]);
  });

  test('trusts the certificate that it made itself, with no question and no warning bar', async () => {
    const browser = await inspectableBrowser();
    const args = [
      '--shell',
      'browser',
      '--tls',
      ...(await simulatedVehicle()),
      '--geometry',
      '640x480+0+0',
      '--borderless',
    ];
    const env = { DISPLAY: display.name, GROUNDGLASS_BROWSER: browser.file };
    const child = groundglass(args, env);
    const page = await browser.look();
    await expectNumbers(page);
    expect(page.url()).toMatch(/^https:/);
    expect(await page.evaluate(() => window.innerHeight)).toBe(480);
    await page.close();
    expect(await child.ended).toBe(0);
  });

  test('cleans up behind the browser, however often it is told to end', async () => {
    const browser = await inspectableBrowser();
    const child = groundglass(['--shell', 'browser'], { DISPLAY: display.name, GROUNDGLASS_BROWSER: browser.file });
    await browser.look();
    for (let n = 0; n < 3; n++) child.signal('SIGINT');
    expect(await child.ended).toBe(0);
    expect(profiles()).toEqual([]);
  });

  test('says so when the browser fails', async () => {
    const file = path.join(home, 'broken-chromium');
    writeFileSync(file, '#!/bin/sh\nexit 7\n');
    chmodSync(file, 0o755);
    chmodSync(home, 0o755);
    const child = groundglass(['--shell', 'browser'], { DISPLAY: display.name, GROUNDGLASS_BROWSER: file });
    expect(await child.ended).toBe(1);
    expect(child.output).toEqual([expect.stringMatching(/^groundglass: Chromium ended with code 7/)]);
    expect(profiles()).toEqual([]);
  });

  test('serves without a window where there is no browser either', async () => {
    const child = groundglass([], { DISPLAY: display.name, GROUNDGLASS_BROWSER: path.join(home, 'none') });
    await child.line(/No Chrome, Chromium or Edge was found.*GROUNDGLASS_BROWSER.*Serving without a window\.$/);
    await child.line(/The viewer is at http/);
  });

  test('does not start Electron as root, and says so', async () => {
    test.skip(process.getuid?.() !== 0, 'this is not root');
    const dist = path.join(home, 'electron');
    const started = path.join(home, 'started');
    writeElectron(dist, `require('node:fs').writeFileSync('${started}', '');`);
    const child = groundglass([], {
      DISPLAY: display.name,
      ELECTRON_OVERRIDE_DIST_PATH: dist,
      GROUNDGLASS_BROWSER: path.join(home, 'none'),
    });
    await child.line(/Electron does not start as root: run groundglass as an ordinary user\./);
    await child.line(/The viewer is at http/);
    expect(existsSync(started)).toBe(false);
  });

  test('hands a signal on to Electron, and ends as it does', async () => {
    const dist = path.join(home, 'electron');
    writeElectron(
      dist,
      'process.on("SIGTERM", () => process.exit(0)); console.log("ready", ...process.argv.slice(2));',
    );
    const child = groundglass(['--host', 'a'], {
      DISPLAY: display.name,
      ELECTRON_OVERRIDE_DIST_PATH: dist,
      ELECTRON_DISABLE_SANDBOX: '1',
    });
    await child.line(/^ready --no-sandbox -r \S+early\.cjs \S+index\.cjs --host a$/);
    child.signal('SIGTERM');
    expect(await child.ended).toBe(0);
  });

  test('ends an Electron that does not listen, when told twice', async () => {
    const dist = path.join(home, 'electron');
    writeElectron(dist, 'process.on("SIGTERM", () => console.log("deaf")); console.log("ready");');
    const child = groundglass([], {
      DISPLAY: display.name,
      ELECTRON_OVERRIDE_DIST_PATH: dist,
      ELECTRON_DISABLE_SANDBOX: '1',
    });
    await child.line(/^ready/);
    child.signal('SIGTERM');
    await child.line(/^deaf/);
    child.signal('SIGTERM');
    expect(await child.ended).toBe(0);
  });

  /** A program in Electron's place, which runs until it is told to end. */
  function writeElectron(dist: string, script: string): void {
    rmSync(dist, { recursive: true, force: true });
    mkdirSync(dist);
    writeFileSync(path.join(dist, 'electron'), `#!${process.execPath}\nsetInterval(() => {}, 1000);\n${script}\n`);
    chmodSync(path.join(dist, 'electron'), 0o755);
  }
});
