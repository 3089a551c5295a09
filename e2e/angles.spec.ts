import { freeUdpPort } from '../src/station/fixtures/free-port';
import { type Child, startChild } from './support/child';
import { attitudeOnScreen, headingOnScreen } from './support/instruments';
import { expect, type Page, test } from './support/test';
import { CLI, type OpenViewer, openViewer } from './support/viewer';

let viewer: OpenViewer;
let vehicle: Child;
test.afterEach(async () => {
  await viewer?.close();
  await vehicle?.stop();
});

/** A pixel of a dial of 174 is 0.7° of pitch; what is read is right within 0.4°. */
const NEAR_DEG = 1;
const HELD = [
  [0, 0, 0],
  [25, -10, 47],
  [-40, 15, 200.5],
  [8.5, 4, 355],
  [-95, -20, 133],
] as const;

/** What the instruments say to those who do not see them: roll, pitch, heading. */
async function spokenAngles(page: Page): Promise<readonly number[]> {
  const label = async (name: RegExp) => (await page.getByRole('img', { name }).getAttribute('aria-label')) ?? '';
  const words = [await label(/^Attitude/), await label(/^Compass/)].join(' ').replaceAll('−', '-');
  return [...words.matchAll(/(-?\d+\.\d)°/g)].map(([, angle]) => Number(angle));
}

test('attitude and compass show with their pixels what they say in words', async ({}, { project }) => {
  const udp = await freeUdpPort();
  viewer = await openViewer(project.name, ['--source', `mavlink+udp://127.0.0.1:${udp}`]);
  const { page } = viewer;
  await viewer.resize(1000, 740);
  for (const held of HELD) {
    const to = ['--udp', `127.0.0.1:${udp}`, `--hold=${held.join(',')}`];
    vehicle = startChild(process.execPath, [CLI, 'simulate', 'mavlink', ...to]);
    // The vehicle stands: what is said and what is drawn come to rest, however slow the machine is.
    await expect.poll(() => spokenAngles(page)).toEqual([...held]);
    const dials = [page.getByRole('img', { name: /^Attitude/ }), page.getByRole('img', { name: /^Compass/ })] as const;
    const seen = async () => {
      const { rollDeg, pitchDeg } = await attitudeOnScreen(dials[0]);
      const heading = await headingOnScreen(dials[1]);
      return [rollDeg - held[0], pitchDeg - held[1], ((heading - held[2] + 540) % 360) - 180];
    };
    await expect
      .poll(async () => (await seen()).every((apart) => Math.abs(apart) < NEAR_DEG), { message: `held: ${held}` })
      .toBe(true);
    await vehicle.stop();
  }
  expect(viewer.errors).toEqual([]);
});
