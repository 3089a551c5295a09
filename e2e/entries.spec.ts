import { closeLateCamera, expectFromEntryOn, viewLateCamera } from './support/late-camera';
import { expect, test } from './support/test';

test.use({ heavy: true });
test.afterEach(closeLateCamera);

test('a camera that sends no IDR picture is shown from its next entry on, and after a reload', async ({}, {
  project,
}) => {
  await expectFromEntryOn(project.name, 'intra refresh');
});

test('a camera with nothing to begin with is said to be so', async ({}, { project }) => {
  const { page } = await viewLateCamera(project.name, 'nothing to begin with');
  await expect(page.getByText(/neither a key picture \(IDR\) nor a recovery point/).first()).toBeVisible();
});
