import { once } from 'node:events';
import net from 'node:net';
import { freePort } from '../src/station/fixtures/free-port';
import type { Child } from './support/child';
import { CLIP_PICTURES, numberedClipFile } from './support/clip';
import { PYTHON_SOCKETIO, SIMULATOR } from './support/hosts';
import { expectInOrder, expectMoving, stillNumber } from './support/numbers';
import { brightPixels, frameNumber } from './support/screen';
import { closeStatistics, openStatistics, statistic } from './support/statistics';
import { expect, type Page, test } from './support/test';
import { type OpenViewer, openViewer } from './support/viewer';

const COMPASS = { x: 0, y: 350, width: 140, height: 130 };
const LATENCY = { x: 140, y: 440, width: 200, height: 40 };

let clip: string;
test.beforeAll(() => {
  clip = numberedClipFile();
});

/** Ports, viewer and hosts of one test; everything is closed with it. */
class Scene {
  readonly #hosts: Child[] = [];
  #viewer: OpenViewer | undefined;
  videoPort = 0;
  telemetryPort = 0;

  static async create(): Promise<Scene> {
    const scene = new Scene();
    scene.videoPort = await freePort();
    scene.telemetryPort = await freePort();
    return scene;
  }

  async host(
    kind = SIMULATOR,
    options: { video?: boolean; telemetry?: boolean; extra?: readonly string[] } = {},
  ): Promise<Child> {
    const host = await kind.start({ clip, videoPort: this.videoPort, telemetryPort: this.telemetryPort, ...options });
    this.#hosts.push(host);
    return host;
  }

  async view(project: string): Promise<OpenViewer> {
    const ports = ['--video-port', String(this.videoPort), '--telemetry-port', String(this.telemetryPort)];
    this.#viewer = await openViewer(project, ['--host', '127.0.0.1', ...ports]);
    return this.#viewer;
  }

  async close(): Promise<void> {
    await this.#viewer?.close();
    await Promise.all(this.#hosts.map((host) => host.stop()));
  }
}

let scene: Scene;
test.beforeEach(async () => {
  scene = await Scene.create();
});
test.afterEach(() => scene.close());

/** Two different numbers on the screen, one after the other: the picture lives. */
async function expectLive(page: Page): Promise<void> {
  await expectMoving(() => frameNumber(page));
}

/** The same number on the screen twice, with the page's clock going on between. */
async function expectHeld(page: Page): Promise<number> {
  const first = await stillNumber(() => frameNumber(page));
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  expect(await frameNumber(page)).toBe(first);
  return first;
}

for (const kind of [SIMULATOR, PYTHON_SOCKETIO]) {
  test.describe(`with ${kind.name}`, () => {
    test.skip(kind.missing !== undefined, kind.missing);

    test('shows the vehicle live, pictures in order, with its instruments', async ({}, { project }) => {
      await scene.host(kind);
      const { page, errors } = await scene.view(project.name);
      await expectLive(page);
      await expect(page.getByRole('img', { name: /heading|yaw/i })).toHaveAttribute('aria-label', /\d/);
      await expectInOrder(() => frameNumber(page), CLIP_PICTURES, 8);
      expect(errors).toEqual([]);
    });

    test('waits for a host that starts later', async ({}, { project }) => {
      const { page } = await scene.view(project.name);
      await expect(page.locator('.status[data-status=unreachable]')).toContainText('refuses the connection');
      await scene.host(kind);
      await expectLive(page);
      await expect(page.locator('.status')).toHaveCount(0);
    });

    test('keeps the last picture, marked, when the host dies, and comes back with it', async ({}, { project }) => {
      const host = await scene.host(kind);
      const { page } = await scene.view(project.name);
      await expectLive(page);
      await host.stop();
      await expect(page.locator('.status[data-status=stale]')).toContainText('STALE');
      await expectHeld(page);
      await scene.host(kind);
      await expectLive(page);
      await expect(page.locator('.status')).toHaveCount(0);
    });

    test('shows video without telemetry, and says so', async ({}, { project }) => {
      await scene.host(kind, { telemetry: false });
      const { page } = await scene.view(project.name);
      await expectLive(page);
      await expect(page.locator('.telemetry-note', { hasText: 'No telemetry' })).toHaveCount(1);
    });

    test('shows telemetry without video, and says so', async ({}, { project }) => {
      await scene.host(kind, { video: false });
      const { page } = await scene.view(project.name);
      await expect(page.locator('.status[data-status=unreachable]')).toContainText('refuses');
      await expect(page.getByRole('img', { name: /heading|yaw/i })).toHaveAttribute('aria-label', /\d/);
    });

    test('says that the host serves somebody else when a second viewer is refused', async ({}, { project }) => {
      await scene.host(kind);
      const first = net.connect(scene.videoPort, '127.0.0.1');
      await once(first, 'data');
      const { page } = await scene.view(project.name);
      await expect(page.locator('.status[data-status=unreachable]')).toContainText('one viewer');
      first.destroy();
      await expectLive(page);
    });
  });
}

test('o hides all instruments but the latency, and brings them back', async ({}, { project }) => {
  await scene.host();
  const { page } = await scene.view(project.name);
  await expectLive(page);
  await expect(page.getByRole('img', { name: /latency/i })).toHaveAttribute('aria-label', /\d/);
  const compass = page.getByRole('img', { name: /heading|yaw/i });
  await expect(compass).toBeVisible();
  await page.keyboard.press('o');
  await expect(compass).toHaveCount(0);
  await expect(page.getByRole('img', { name: /latency/i })).toBeVisible();
  await expect.poll(() => brightPixels(page, LATENCY)).toBeGreaterThan(50);
  await page.keyboard.press('o');
  await expect(compass).toBeVisible();
  await expect.poll(() => brightPixels(page, COMPASS)).toBeGreaterThan(200);
});

test('q quits Electron, and disconnects a browser', async ({}, { project }) => {
  await scene.host();
  const { page, closed } = await scene.view(project.name);
  await expectLive(page);
  const pressed = page.keyboard.press('q');
  if (project.name === 'electron') {
    // The window may be gone before the key is up again.
    await Promise.all([closed, pressed.catch(() => undefined)]);
    return;
  }
  await pressed;
  await expect(page.locator('.status[data-status=disconnected]')).toContainText('Press t');
  await expectHeld(page);
  await page.keyboard.press('t');
  await expectLive(page);
});

test('s shows statistics and ? the card of keys, closed by Escape', async ({}, { project }) => {
  await scene.host();
  const { page } = await scene.view(project.name);
  await expectLive(page);
  await page.keyboard.press('s');
  await expect(page.getByRole('complementary', { name: 'Statistics' })).toContainText('avc1.42');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  // What had the focus may go from the page while it is open: the key is heard before the focus is back.
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
  await page.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
  });
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('y lists all values of the vehicle as they come, and Escape closes them', async ({}, { project }) => {
  await scene.host();
  const { page } = await scene.view(project.name);
  await expectLive(page);
  await page.keyboard.press('y');
  const dialog = page.getByRole('dialog', { name: 'All values' });
  const power = dialog.getByRole('region', { name: 'Power' });
  await expect(power).toContainText(/Battery charge\d+%/);
  const roll = dialog.getByRole('region', { name: 'Attitude' });
  const before = await roll.textContent();
  await expect(roll).not.toHaveText(before ?? '');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('does everything in the menu by keyboard', async ({}, { project }) => {
  await scene.host();
  const { page } = await scene.view(project.name);
  await expectLive(page);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: /^Menu/ })).toBeFocused();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: /Statistics/ }).press('Enter');
  await expect(page.getByRole('complementary', { name: 'Statistics' })).toBeVisible();
});

test('survives garbage between pictures and NaN in the telemetry', async ({}, { project }) => {
  await scene.host(SIMULATOR, { extra: ['--garbage'] });
  const viewer = await scene.view(project.name);
  await expectLive(viewer.page);
  await openStatistics(viewer);
  await expect.poll(() => statistic(viewer, 'Faults in the video')).toBeGreaterThan(0);
  await closeStatistics(viewer);
  await expectLive(viewer.page);
  await expect(viewer.page.getByRole('img', { name: /heading|yaw/i })).toHaveAttribute('aria-label', /\d/);
});

test('begins a stream that is joined in mid-group at its key picture', async ({}, { project }) => {
  await scene.host(SIMULATOR, { extra: ['--mid-group'] });
  const viewer = await scene.view(project.name);
  await expectLive(viewer.page);
  await openStatistics(viewer);
  await expect.poll(() => statistic(viewer, 'Decoder errors')).toBe(0);
  expect(viewer.errors).toEqual([]);
});

test('comes back after each of many breaks', async ({}, { project }) => {
  await scene.host(SIMULATOR, { extra: ['--drop-after', '1'] });
  const viewer = await scene.view(project.name);
  await expectLive(viewer.page);
  await openStatistics(viewer);
  await expect.poll(() => statistic(viewer, 'Reconnects')).toBeGreaterThan(2);
  await closeStatistics(viewer);
  await expectLive(viewer.page);
});

test('says so when the socket is open and silent', async ({}, { project }) => {
  const silent = net.createServer().listen(scene.videoPort, '127.0.0.1');
  try {
    const { page } = await scene.view(project.name);
    await expect(page.locator('.status[data-status=noData]')).toContainText('sends nothing');
  } finally {
    silent.close();
  }
});

test('says so when data comes with no picture in it', async ({}, { project }) => {
  const sockets = new Set<net.Socket>();
  const noise = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).write(Buffer.alloc(4096, 'not a picture '));
  });
  noise.listen(scene.videoPort, '127.0.0.1');
  try {
    const { page } = await scene.view(project.name);
    await expect(page.locator('.status[data-status=noPicture]')).toContainText('no picture in it');
  } finally {
    for (const socket of sockets) socket.destroy();
    noise.close();
  }
});

test('asks for a vehicle where none is given, and shows it', async ({}, { project }) => {
  await scene.host();
  const viewer = await openViewer(project.name, []);
  try {
    const { page } = viewer;
    await page.getByLabel('Address of the Raspberry Pi').fill('127.0.0.1');
    await page.getByLabel('Video port').fill(String(scene.videoPort));
    await page.getByLabel('Telemetry port').fill(String(scene.telemetryPort));
    await page.keyboard.press('Enter');
    await expectLive(page);
  } finally {
    await viewer.close();
  }
});
