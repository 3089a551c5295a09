import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { freePort } from '../src/station/fixtures/free-port';
import { hevcClip } from '../src/station/transcode/fixtures/hevc';
import { type Child, startChild } from './support/child';
import { numberedClipFile } from './support/clip';
import { nextNumbers } from './support/numbers';
import { frameNumber } from './support/screen';
import { expect, type Page, test } from './support/test';
import { CLI, type OpenViewer, openViewer } from './support/viewer';

const closing: (() => Promise<unknown>)[] = [];
test.afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** A viewer to which phones may come, on a port of its own. */
async function stationForPhones(project: string, ...args: readonly string[]): Promise<OpenViewer & { port: number }> {
  const port = await freePort();
  const viewer = await openViewer(project, [
    ...['--remote-camera-port', String(port), '--remote-camera-listen', '127.0.0.1'],
    ...args,
  ]);
  closing.push(() => viewer.close());
  return { ...viewer, port };
}

async function startPhone(port: number, ...args: readonly string[]): Promise<Child> {
  const phone = startChild(process.execPath, [
    ...[CLI, 'simulate', 'phone', '--port', String(port), '--source-id', 'P1', '--name', 'Ann’s phone'],
    ...(args.includes('--clip') ? args : ['--clip', numberedClipFile(), ...args]),
  ]);
  closing.push(() => phone.stop());
  await phone.line(/^sends to/);
  return phone;
}

async function expectLive(page: Page, pictures: number): Promise<void> {
  const seen = await nextNumbers(() => frameNumber(page), pictures + 1);
  const backwards = seen.filter((number, index) => number < (seen[index - 1] ?? number));
  // The clip comes round, and a wish for a key picture begins it anew.
  expect(backwards.length).toBeLessThanOrEqual(1);
}

for (const [framing, sets] of [
  ['--avcc', 'inband'],
  ['--annexb', 'inband'],
  ['--avcc', 'handshake'],
  ['--annexb', 'handshake'],
] as const) {
  test(`shows a phone: ${framing}, parameter sets ${sets}`, async ({}, { project }) => {
    const { page, port } = await stationForPhones(project.name, '--remote-camera-accept-new');
    await startPhone(port, framing, '--parameter-sets', sets);
    await expectLive(page, 10);
  });
}

test('says what a phone lacks that sends no parameter sets', async ({}, { project }) => {
  const { page, port } = await stationForPhones(project.name, '--remote-camera-accept-new');
  await startPhone(port, '--avcc', '--parameter-sets', 'none');
  await expect(page.getByText('without its parameter sets').first()).toBeVisible();
});

test('asks before it lets a phone in, and shows what it sees', async ({}, { project }) => {
  const { page, port, errors } = await stationForPhones(project.name);
  await startPhone(port, '--metadata', 'all');
  const question = page.getByRole('alert', { name: 'A phone asks to be let in' });
  await expect(question).toContainText('Ann’s phone');
  await expect(question).toContainText('127.0.0.1');
  expect(await frameNumber(page)).toBeUndefined();
  await question.getByRole('button', { name: 'Allow' }).click();
  await expect(question).toBeHidden();
  await expectLive(page, 5);
  await expect(page.locator('[data-instrument=face]')).toHaveAttribute('aria-label', /^Face: jaw \d+ %/);
  await expect(page.locator('[data-instrument=body]')).toHaveAttribute('aria-label', 'Body: followed');
  // It is not known how late a phone's times are.
  await expect(page.locator('[data-instrument=latency]')).toHaveAttribute('aria-label', /since arrival|from arrival/);
  expect(errors).toEqual([]);
});

test('lets a phone in that knows the code, and shows it again after its link broke', async ({}, { project }) => {
  const { page, port } = await stationForPhones(project.name, '--remote-camera-code', 'open sesame');
  const first = await startPhone(port, '--code', 'open sesame');
  await expectLive(page, 5);
  await first.stop();
  await startPhone(port, '--code', 'open sesame');
  await expectLive(page, 5);
});

test('shows nothing of a phone that is refused', async ({}, { project }) => {
  const { page, port } = await stationForPhones(project.name);
  const phone = await startPhone(port);
  await page.getByRole('button', { name: 'Refuse' }).click();
  await phone.line(/next attempt/);
  await phone.line(/after \d+ pictures; next attempt/);
  await expect(page.getByRole('alert', { name: 'A phone asks to be let in' })).toBeHidden();
  expect(await frameNumber(page)).toBeUndefined();
});

test('shows a phone that sends H.265, in a browser that has no decoder for it', async ({}, { project }) => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'groundglass-hevc-'));
  closing.push(async () => rmSync(folder, { recursive: true }));
  const clip = path.join(folder, 'numbered.h265');
  writeFileSync(clip, hevcClip(300, 30));
  const { page, port } = await stationForPhones(project.name, '--remote-camera-accept-new');
  await startPhone(port, '--clip', clip, '--codec', 'h265', '--parameter-sets', 'handshake');
  await expectLive(page, 10);
});
