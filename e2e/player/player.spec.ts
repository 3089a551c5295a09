import { newPage } from '../support/browser';
import { frameNumber, pixels } from '../support/screen';
import { expect, type Page, test } from '../support/test';
import { makeNumberedClip } from './numbered-clip';
import { servePlayer } from './serve';

let server: Awaited<ReturnType<typeof servePlayer>>;

test.beforeAll(async () => {
  server = await servePlayer({
    vga: makeNumberedClip({ width: 640, height: 480, frames: 90, group: 30, block: 32 }),
    qvga: makeNumberedClip({ width: 320, height: 240, frames: 30, group: 30, block: 16 }),
  });
});

test.afterAll(async () => {
  await server?.close();
});

const report = (page: Page) => page.evaluate(() => window.harness.report());
const push = (page: Page, clip: string, from: number, to: number, pauseMs = 0) =>
  page.evaluate(([name, a, b, ms]) => window.harness.push(name, a, b, ms), [clip, from, to, pauseMs] as const);

/** Waits until this number stands on the screen. */
const expectOnScreen = (page: Page, number: number | undefined) => expect.poll(() => frameNumber(page)).toBe(number);

for (const kind of ['generator', 'canvas'] as const) {
  test.describe(`the player on its ${kind} screen`, () => {
    let page: Page;

    test.beforeEach(async () => {
      page = await newPage();
      await page.goto(server.url);
      await page.evaluate(async () => {
        await window.harness.load('vga');
        await window.harness.load('qvga');
      });
    });

    const open = () => page.evaluate((screen) => window.harness.open(screen), kind);

    test.afterEach(async () => {
      await page.context().close();
    });

    test('shows pictures in order, up to the last one pushed', async () => {
      await open();
      expect((await report(page)).state).toEqual({ state: 'idle' });
      await push(page, 'vga', 0, 41, 33);
      await expectOnScreen(page, 40);
      const { shown, counters, state, size } = await report(page);
      const numbers = shown.map((picture) => picture.number);
      expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
      expect(numbers.at(-1)).toBe(40);
      expect(counters).toMatchObject({ received: 41, decoded: 41 });
      expect(state).toEqual({ state: 'decoding' });
      expect(size).toEqual({ width: 640, height: 480 });
    });

    test('shows a picture without waiting for the next one', async () => {
      await open();
      for (const last of [0, 1, 2, 3]) {
        await push(page, 'vga', last, last + 1);
        await expectOnScreen(page, last);
      }
    });

    test('shows a picture that comes before the screen has settled, and no other after it', async () => {
      await page.evaluate((screen) => window.harness.openWithOnePicture(screen, 'vga'), kind);
      await expectOnScreen(page, 0);
    });

    test('shows the newest of a backlog that came at once', async () => {
      await open();
      await push(page, 'vga', 0, 90);
      await expectOnScreen(page, 89);
    });

    test('shows a picture of the size of its box pixel for pixel', async () => {
      await open();
      await push(page, 'vga', 0, 1);
      await expectOnScreen(page, 0);
      const { data, width } = await pixels(page);
      // Blocks are aligned to 32 pixels, so the edges of the first one fall between two pixels exactly.
      const edge = [127, 128].map((x) => data[(240 * width + x) * 4 + 1] ?? -1);
      expect(edge[0]).toBeGreaterThan(225);
      expect(edge[1]).toBeLessThan(30);
    });

    test('joined in the middle of a group, shows nothing until a key picture', async () => {
      await open();
      await push(page, 'vga', 7, 30);
      expect(await report(page)).toMatchObject({
        frames: 0,
        state: { state: 'waitingForKey', picturesSeen: 23 },
        counters: { received: 23, dropped: { waitingForKey: 23 } },
      });
      await expectOnScreen(page, undefined);
      await push(page, 'vga', 30, 34, 33);
      await expectOnScreen(page, 33);
    });

    test('holds the last good picture after a gap until the next key picture', async () => {
      await open();
      await push(page, 'vga', 0, 12, 10);
      await expectOnScreen(page, 11);
      await page.evaluate(() => window.harness.gap());
      await push(page, 'vga', 14, 30);
      expect((await report(page)).counters?.dropped.waitingForKey).toBe(16);
      await expectOnScreen(page, 11);
      await push(page, 'vga', 30, 33, 10);
      await expectOnScreen(page, 32);
    });

    test('follows a change of format in mid-stream', async () => {
      await open();
      await push(page, 'vga', 0, 12, 10);
      await expectOnScreen(page, 11);
      await push(page, 'qvga', 0, 20, 10);
      await expectOnScreen(page, 19);
      expect((await report(page)).size).toEqual({ width: 320, height: 240 });
      await push(page, 'vga', 60, 66, 10);
      await expectOnScreen(page, 65);
      expect((await report(page)).size).toEqual({ width: 640, height: 480 });
    });

    test('holds the last good picture when one is broken, and is back at the next key picture', async () => {
      await open();
      await push(page, 'vga', 0, 12, 10);
      await expectOnScreen(page, 11);
      await page.evaluate(() => window.harness.pushBroken('vga', 12));
      await expect.poll(async () => (await report(page)).counters?.dropped.decodeError).toBe(1);
      await push(page, 'vga', 13, 30);
      expect((await report(page)).counters?.dropped.decodeError).toBe(18);
      await expectOnScreen(page, 11);
      await push(page, 'vga', 30, 36, 10);
      await expectOnScreen(page, 35);
    });

    test('is back with the next key picture after the browser reclaimed the decoder', async () => {
      await open();
      await push(page, 'vga', 0, 12, 10);
      await expectOnScreen(page, 11);
      await page.evaluate(() => window.harness.failDecoder('QuotaExceededError'));
      await push(page, 'vga', 12, 30);
      expect((await report(page)).state).toEqual({ state: 'reclaimed' });
      await expectOnScreen(page, 11);
      await push(page, 'vga', 30, 36, 10);
      await expectOnScreen(page, 35);
      expect(await report(page)).toMatchObject({ decoders: 2, state: { state: 'decoding' } });
    });

    test('keeps the last picture while another stream begins', async () => {
      await open();
      await push(page, 'vga', 0, 12, 10);
      await expectOnScreen(page, 11);
      await page.evaluate(() => window.harness.reset());
      expect((await report(page)).state).toEqual({ state: 'idle' });
      await expectOnScreen(page, 11);
      await push(page, 'qvga', 0, 3, 10);
      await expectOnScreen(page, 2);
    });

    test('goes on where its view is mounted again, paused or bereft of its track', async () => {
      await open();
      await push(page, 'vga', 0, 4, 10);
      await expectOnScreen(page, 3);
      let next = 4;
      for (const mishap of ['mount', 'pause', 'endTrack'] as const) {
        await page.evaluate((name) => window.harness[name](), mishap);
        await push(page, 'vga', next, next + 1);
        next += 1;
        await expectOnScreen(page, next - 1);
      }
    });

    test('leaves no frame open after 500 pictures', async () => {
      await open();
      await push(page, 'vga', 0, 500, 2);
      await expectOnScreen(page, 499 % 90);
      const { frames, unclosed, counters } = await report(page);
      const dropped = Object.values(counters?.dropped ?? {}).reduce((sum, count) => sum + count, 0);
      expect(unclosed).toBe(0);
      expect(frames + dropped).toBe(500);
      expect((counters?.shown ?? 0) + (counters?.lateFrame ?? 0)).toBeLessThanOrEqual(frames);
    });
  });
}
