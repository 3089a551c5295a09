import { afterEach, describe, expect, it, vi } from 'vitest';
import { nowUs } from '../../../clock';
import { Hub } from '../../../hub/hub';
import type { PhoneConnection } from './phone-connection';
import { Phones } from './phones';

/** As many as are let in at a time, those included that may come back. */
const MOST = 64;

const phones: Phones[] = [];
afterEach(() => {
  for (const one of phones.splice(0)) one.close();
});

function open(limits?: ConstructorParameters<typeof Phones>[3]) {
  const hub = new Hub();
  const one = new Phones(hub, false, undefined, limits);
  phones.push(one);
  return { hub, phones: one };
}

const connection = (sourceID: string): PhoneConnection => ({
  ...{ sourceID, name: sourceID, address: `10.0.0.${sourceID}`, isPaired: false },
  lastDataUs: nowUs,
  replace: () => undefined,
});

describe('the streams of phones', () => {
  it('are 64 at most: one more is told so, and has none', () => {
    const { hub, phones } = open();
    for (let n = 0; n < MOST; n++) expect(phones.claim(connection(`${n}`)).ok).toBe(true);
    expect(phones.claim(connection('more'))).toEqual({ ok: false, reason: 'no more than 64 phones' });
    expect(hub.list()).toHaveLength(MOST);
    // One of them that connects anew is no further one.
    expect(phones.claim(connection('7')).ok).toBe(true);
  });

  it('give up the one that has waited longest for its phone, where there is no room', () => {
    const { hub, phones } = open({ most: 3 });
    const [first, second, third] = ['1', '2', '3'].map(connection);
    for (const each of [first!, second!, third!]) phones.claim(each);
    phones.release(second!, 'gone');
    phones.release(first!, 'gone');
    expect(phones.claim(connection('4')).ok).toBe(true);
    expect(hub.list().map(({ info }) => info.id)).toEqual(['2', '3', '4']);
  });

  it('wait for a phone that went away no longer than the limit says', async () => {
    const { hub, phones } = open({ lingerMs: 20 });
    const gone = connection('1');
    phones.claim(gone);
    phones.release(gone, 'gone');
    await vi.waitFor(() => expect(hub.list()).toEqual([]));
  });
});
