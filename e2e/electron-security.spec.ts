import { once } from 'node:events';
import path from 'node:path';
import type { ElectronApplication } from '@playwright/test';
import { launchElectron, startElectron } from './support/electron';
import { freshHome } from './support/home';
import { expect, type Page, test } from './support/test';

const OUT = path.resolve(import.meta.dirname, '../out');

let home: ReturnType<typeof freshHome>;
let application: ElectronApplication;
let page: Page;
test.beforeEach(async () => {
  home = freshHome();
  application = await launchElectron([], home.env);
  page = await application.firstWindow();
  await expect(page.getByRole('dialog')).toBeVisible();
});
test.afterEach(async () => {
  await application?.close();
  home?.remove();
});

/** The directives that the page broke while it did something. */
function violations(action: string): Promise<readonly string[]> {
  return page.evaluate(async (code) => {
    const broken: string[] = [];
    const note = (event: SecurityPolicyViolationEvent) => broken.push(event.effectiveDirective);
    document.addEventListener('securitypolicyviolation', note);
    const actions: Record<string, () => unknown> = {
      inlineScript() {
        const script = document.createElement('script');
        script.textContent = 'window.injected = true';
        document.head.append(script);
      },
      foreignScript() {
        const script = document.createElement('script');
        script.src = 'https://example.com/a.js';
        document.head.append(script);
      },
      foreignFetch: () => fetch('https://example.com/').catch(() => undefined),
      foreignSocket: () => {
        try {
          new WebSocket('ws://127.0.0.1:1/');
        } catch {
          // Some versions throw.
        }
      },
      foreignFrame() {
        const frame = document.createElement('iframe');
        frame.src = 'https://example.com/';
        document.body.append(frame);
      },
      foreignImage() {
        new Image().src = 'https://example.com/a.png';
      },
    };
    await actions[code]?.();
    // The event comes as a task of its own.
    while (broken.length === 0) await new Promise((resolve) => requestAnimationFrame(resolve));
    document.removeEventListener('securitypolicyviolation', note);
    return broken;
  }, action);
}

test('the page has nothing of Node, and of Electron three functions alone', async () => {
  const seen = await page.evaluate(() => {
    const globals = ['require', 'process', 'module', 'Buffer', 'global', 'ipcRenderer', 'electron', '__dirname'];
    const bridge = (window as unknown as { groundglass: Record<string, unknown> }).groundglass;
    return {
      globals: globals.filter((name) => name in window),
      bridge: Object.entries(bridge).map(([name, value]) => `${name}: ${typeof value}`),
    };
  });
  expect(seen.globals).toEqual([]);
  expect(seen.bridge.sort()).toEqual([
    'command: function',
    'onAction: function',
    'openDropped: function',
    'openLink: function',
    'openShare: function',
  ]);
});

test('every window is sandboxed', async () => {
  const preferences = await application.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map(({ webContents }) => {
      const contents = webContents as typeof webContents & { getLastWebPreferences(): Electron.WebPreferences };
      const { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag } = contents.getLastWebPreferences();
      return { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag };
    }),
  );
  expect(preferences).toEqual([
    { sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true, webviewTag: false },
  ]);
});

test('the page opens no window', async () => {
  const opened = await page.evaluate(() => {
    const link = document.createElement('a');
    Object.assign(link, { href: 'https://example.com/', target: '_blank' });
    document.body.append(link);
    link.click();
    return [window.open('https://example.com/'), window.open('about:blank'), window.open('app://groundglass/')];
  });
  expect(opened).toEqual([null, null, null]);
  expect(await application.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});

/** Asks the page past Playwright, which waits for a navigation that never comes. */
const askPage = (code: string) =>
  application.evaluate(
    ({ BrowserWindow }, script) => BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(script) as unknown,
    code,
  );

/** Where a page may try to go, and whether the browser asks us first or refuses by itself. */
const WAYS_OUT = [
  ['https://example.com/', true],
  ['app://groundglass/other.html', true],
  ['file:///etc/passwd', false],
  ['data:text/html,x', false],
] as const;

for (const [target, asksFirst] of WAYS_OUT) {
  test(`the page does not leave for ${target}`, async () => {
    const before = page.url();
    const heard = application.evaluate(({ BrowserWindow }, asks) => {
      if (!asks) return true;
      // Heard after our own listeners.
      return new Promise<boolean>((resolve) => {
        BrowserWindow.getAllWindows()[0]?.webContents.once('will-frame-navigate', (event) =>
          resolve(event.defaultPrevented),
        );
      });
    }, asksFirst);
    await askPage(`window.location.href = '${target}'`);
    expect(await heard).toBe(true);
    await askPage('new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))');
    expect(await askPage("[window.location.href, document.querySelector('[role=dialog]') !== null]")).toEqual([
      before,
      true,
    ]);
  });
}

test('the page runs and loads its own alone', async () => {
  expect(await violations('inlineScript')).toEqual(['script-src-elem']);
  expect(await page.evaluate(() => 'injected' in window)).toBe(false);
  expect(await violations('foreignScript')).toEqual(['script-src-elem']);
  expect(await violations('foreignFetch')).toEqual(['connect-src']);
  expect(await violations('foreignSocket')).toEqual(['connect-src']);
  expect(await violations('foreignFrame')).toEqual(['frame-src']);
  expect(await violations('foreignImage')).toEqual(['img-src']);
});

test('the page is permitted nothing', async () => {
  const states = await page.evaluate(async () => {
    const names = ['camera', 'microphone', 'geolocation', 'notifications', 'midi', 'clipboard-read'];
    const asked = names.map(
      async (name) => (await navigator.permissions.query({ name: name as PermissionName })).state,
    );
    const place = new Promise<number>((resolve) => {
      navigator.geolocation.getCurrentPosition(
        () => resolve(0),
        (error) => resolve(error.code),
      );
    });
    const camera = navigator.mediaDevices.getUserMedia({ video: true }).then(
      () => 'given',
      () => 'refused',
    );
    return { asked: await Promise.all(asked), place: await place, camera: await camera };
  });
  expect(new Set(states.asked)).toEqual(new Set(['denied']));
  // PERMISSION_DENIED
  expect(states.place).toBe(1);
  expect(states.camera).toBe('refused');
});

test('its own scheme serves the built viewer and nothing else', async () => {
  const statuses = await application.evaluate(async ({ net }) => {
    const urls = [
      '/',
      '/../main/index.cjs',
      '/%2e%2e/main/index.cjs',
      '/..%2f..%2fpackage.json',
      '//etc/passwd',
      '/none',
    ];
    const ask = async (url: string, method = 'GET') => (await net.fetch(url, { method })).status;
    const own = await Promise.all(urls.map((url) => ask(`app://groundglass${url}`)));
    return [...own, await ask('app://other/'), await ask('app://groundglass/', 'POST')];
  });
  expect(statuses).toEqual([200, 404, 404, 404, 404, 404, 404, 404]);
});

test('a page that is not ours gets no link and commands no window', async () => {
  const heard = await application.evaluate(
    async ({ BrowserWindow, ipcMain }, preload) => {
      const foreign = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } });
      await foreign.loadURL('data:text/html,<title>foreign</title>');
      // Ours listen first: when this one has heard the last command, they have too.
      const commands = new Promise<void>((resolve) => ipcMain.once('groundglass:window', () => resolve()));
      await foreign.webContents.executeJavaScript(`
      window.heard = [];
      window.addEventListener('message', ({ data }) => window.heard.push(data));
      window.groundglass.openLink();
      window.groundglass.command('quit');
    `);
      await commands;
      const messages: unknown = await foreign.webContents.executeJavaScript('window.heard');
      foreign.destroy();
      return messages;
    },
    path.join(OUT, 'preload/index.cjs'),
  );
  expect(heard).toEqual([]);
  await expect(page.getByRole('dialog')).toBeVisible();
});

test('a command that there is not does nothing', async () => {
  await page.evaluate(() => {
    const bridge = (window as unknown as { groundglass: { command(command: unknown): void } }).groundglass;
    for (const command of ['format-disk', '', null, 7, { toString: 'quit' }, ['quit']]) bridge.command(command);
  });
  await expect(page.getByRole('dialog')).toBeVisible();
});

test('a page that crashed is loaded again', async () => {
  // Told by the main process: Playwright keeps the new page waiting for the old one.
  const events = await application.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    if (!contents) return [];
    const seen: string[] = [];
    const loaded = new Promise<void>((resolve) => {
      contents.once('render-process-gone', () => seen.push('gone'));
      contents.once('did-start-navigation', () => {
        seen.push('loading');
        resolve();
      });
    });
    contents.forcefullyCrashRenderer();
    await loaded;
    return seen;
  });
  expect(events).toEqual(['gone', 'loading']);
});

test('quits with 0 however it is asked to', async () => {
  const ended = new Promise((resolve) => application.process().once('exit', resolve));
  await application.evaluate(({ app }) => app.quit()).catch(() => undefined);
  expect(await ended).toBe(0);
});

for (const signal of ['SIGTERM', 'SIGHUP'] as const) {
  test(`quits with 0 on ${signal}`, async () => {
    const ended = new Promise((resolve) => application.process().once('exit', resolve));
    application.process().kill(signal);
    expect(await ended).toBe(0);
  });
}

test('a second start brings the first window to the front, and ends', async () => {
  await application.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
  const second = startElectron([], home.env);
  const [code] = await once(second, 'close');
  expect(code).toBe(0);
  const isVisible = () =>
    application.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((w) => w.isVisible()));
  await expect.poll(isVisible).toEqual([true]);
});
