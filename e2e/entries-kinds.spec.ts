import { closeLateCamera, expectFromEntryOn, PICTURES, viewLateCamera } from './support/late-camera';
import { expectMoving } from './support/numbers';
import { frameNumber } from './support/screen';
import { expect, test } from './support/test';
import { pauseASecondBack, waitForPast } from './support/timeline';

test.use({ heavy: true });
test.afterEach(closeLateCamera);

for (const kind of ['intra refresh, CABAC', 'open groups', 'open groups without recovery points'] as const) {
  test(`a camera of another encoder is shown from its next entry on: ${kind}`, async ({}, { project }) => {
    await expectFromEntryOn(project.name, kind);
  });
}

test('what is looked back at of a camera with intra refresh is right, step by step', async ({}, { project }) => {
  const { page, errors } = await viewLateCamera(project.name, 'intra refresh');
  await waitForPast(page, 6);
  const first = await pauseASecondBack(page, () => frameNumber(page), PICTURES);
  for (let step = 1; step <= 35; step++) {
    await page.keyboard.press(',');
    await expect.poll(() => frameNumber(page)).toBe((first - step + PICTURES) % PICTURES);
  }
  await page.keyboard.press('End');
  await expectMoving(() => frameNumber(page));
  expect(errors).toEqual([]);
});
