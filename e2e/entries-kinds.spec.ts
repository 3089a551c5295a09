import { closeLateCamera, expectFromEntryOn, viewLateCamera } from './support/late-camera';
import { expectMoving, nextStillNumber, stillNumber } from './support/numbers';
import { frameNumber } from './support/screen';
import { expect, test } from './support/test';
import { waitForPast } from './support/timeline';

test.use({ heavy: true });
test.afterEach(closeLateCamera);

for (const kind of ['intra refresh, CABAC', 'open groups', 'open groups without recovery points'] as const) {
  test(`a camera of another encoder is shown from its next entry on: ${kind}`, async ({}, { project }) => {
    await expectFromEntryOn(project.name, kind);
  });
}

test('what is looked back at of a camera with intra refresh is right, step by step', async ({}, { project }) => {
  const { page, errors } = await viewLateCamera(project.name, 'intra refresh');
  await waitForPast(page, 4);
  await page.keyboard.press('Space');
  // What was on its way when it paused may still come: the first step shows which picture it stands at.
  const paused = await stillNumber(() => frameNumber(page));
  await page.keyboard.press(',');
  const first = await nextStillNumber(() => frameNumber(page), paused);
  for (let step = 1; step <= 35; step++) {
    await page.keyboard.press(',');
    await expect.poll(() => frameNumber(page)).toBe(first - step);
  }
  await page.keyboard.press('End');
  await expectMoving(() => frameNumber(page));
  expect(errors).toEqual([]);
});
