import { afterEach, describe, expect, it, vi } from 'vitest';
import { Hub } from '../../../hub/hub';
import { Shares } from './shares';

/** As many as are taken at a time, those included that wait for their sharer. */
const MOST = 64;

const opened: Shares[] = [];
afterEach(() => {
  for (const one of opened.splice(0)) one.close();
});

function open(limits?: ConstructorParameters<typeof Shares>[2]) {
  const hub = new Hub();
  const shares = new Shares(hub, false, limits);
  opened.push(shares);
  const share = (session: string) =>
    shares.open({ session, name: 'camera', format: 'h264' }, '10.0.0.1', () => undefined);
  return { hub, shares, share };
}

describe('shared cameras', () => {
  it('are 64 at most, each under an id of its own', () => {
    const { hub, share } = open();
    for (let n = 0; n < MOST; n++) expect(share(`${n}`)).toBeDefined();
    expect(share('more')).toBeUndefined();
    expect(new Set(hub.list().map(({ info }) => info.id)).size).toBe(MOST);
    // A session that is there connects again.
    expect(share('7')).toBeDefined();
  });

  it('make room when a sharer ends, or does not come back', async () => {
    const { hub, shares, share } = open({ most: 1, waitMs: 20 });
    share('1');
    shares.end('1');
    expect(share('2')).toBeDefined();
    shares.leave('2');
    expect(share('3')).toBeUndefined();
    await vi.waitFor(() => expect(hub.list()).toEqual([]));
    expect(share('3')).toBeDefined();
  });
});
