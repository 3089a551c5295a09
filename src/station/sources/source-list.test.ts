import { afterEach, expect, it } from 'vitest';
import { inWords } from '#core/texts/fixtures/in-words';
import { Hub } from '../hub/hub';
import { createLog } from '../log';
import { SourceList } from './source-list';

const MOST = 256;

const hub = new Hub();
const sources = new SourceList({ hub, log: createLog('error', () => undefined), showDamaged: false });
afterEach(() => sources.close());

const add = (n: number) => sources.add(`pi://rover-${n}?lazy=1`);

it('takes 256 sources, says so of one more, and takes one again where another went', () => {
  for (let n = 0; n < MOST; n++) expect(add(n).ok).toBe(true);
  expect(inWords(add(MOST))).toMatchObject({ ok: false, message: expect.stringContaining('256') });
  // One that is there is no further one.
  expect(add(7).ok).toBe(true);
  expect(hub.list()).toHaveLength(MOST);
  sources.remove(hub.list()[0]?.info.id ?? '');
  expect(add(MOST).ok).toBe(true);
});
