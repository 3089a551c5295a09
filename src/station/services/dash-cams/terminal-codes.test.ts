import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLog } from '../../log';
import { TerminalBook } from '../../sources/accept/jt/terminal-book';
import { TerminalCodes } from './terminal-codes';

const SIM = '013912345678';
const OTHER = '013900000000';
const log = createLog('error', () => undefined);

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'groundglass-codes-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** A station's book, with what the one before kept. */
function open(options: Partial<ConstructorParameters<typeof TerminalBook>[0]> = {}) {
  const codes = new TerminalCodes(folder, log);
  const keep = codes.save.bind(codes);
  const book = new TerminalBook({ listed: [], acceptsNew: true, kept: codes.read(), keep, ...options });
  return { book, codes };
}

async function given(): Promise<string> {
  const { book, codes } = open();
  const { authCode } = book.register(SIM, 'device');
  expect(book.authenticates(SIM, authCode)).toBe(true);
  book.register(OTHER, 'never comes back');
  await codes.saved();
  return authCode;
}

describe('the codes of dash cams', () => {
  it('outlive the station, and stand nowhere', async () => {
    const code = await given();
    const file = path.join(folder, 'terminals.json');
    const text = await readFile(file, 'utf8');
    expect(text).not.toContain(code);
    expect(text).not.toContain(OTHER);
    if (process.platform !== 'win32') expect((await stat(file)).mode & 0o777).toBe(0o600);
    const { book } = open();
    expect(book.authenticates(SIM, code)).toBe(true);
    expect(book.authenticates(SIM, `${code}0`)).toBe(false);
  });

  it('are given anew to the same device alone, and the old one is of no use then', async () => {
    const code = await given();
    const { book, codes } = open();
    expect(book.register(SIM, 'another device').authCode).toBe('');
    const { authCode } = book.register(SIM, 'device');
    expect(authCode).not.toBe(code);
    expect([book.authenticates(SIM, code), book.authenticates(SIM, authCode)]).toEqual([false, true]);
    await codes.saved();
    expect(open().book.authenticates(SIM, authCode)).toBe(true);
  });

  it('are of no use to one that may not come any more, or has a code of the operator’s', async () => {
    const code = await given();
    expect(open({ acceptsNew: false }).book.authenticates(SIM, code)).toBe(false);
    expect(open({ listed: [{ phone: SIM, code: 'secret' }] }).book.authenticates(SIM, code)).toBe(false);
    expect(open({ listed: [{ phone: SIM }], acceptsNew: false }).book.authenticates(SIM, code)).toBe(true);
  });

  it.each(['{', '{"version":2,"terminals":[]}', '{"version":1,"terminals":[{"sim":"x"}]}'])(
    'are none where the file is %s',
    async (text) => {
      await writeFile(path.join(folder, 'terminals.json'), text);
      expect(open().codes.read()).toEqual([]);
    },
  );
});
