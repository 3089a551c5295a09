import { afterEach, describe, expect, it, vi } from 'vitest';
import { Hub } from '../../../hub/hub';
import { type Applicant, type ClaimLimits, Claims } from './claims';

let claims: Claims;
let hub: Hub;
afterEach(() => {
  claims.close();
  vi.useRealTimers();
});

function open(limits: Partial<ClaimLimits> = {}) {
  hub = new Hub();
  claims = new Claims(hub, limits);
}

const applicant = (id?: string, address = '10.0.0.1'): Applicant => ({
  id,
  name: '',
  address,
  replace: () => undefined,
});

/** Claims a stream, which must be had, and sends it a picture's worth of nothing. */
function claimed(by: Applicant, pictures = 1) {
  const claim = claims.claim(by);
  if (!claim.ok) throw new Error(claim.reason);
  const { stream } = claim.stream;
  for (let n = 0; n < pictures; n++)
    stream.publish({ data: new Uint8Array(1), codec: 'h264', key: true, receiveUs: 0 });
  return { id: stream.info.id, stream, leave: () => claims.release(claim.stream, by, 'gone') };
}

describe('a stream to push into', () => {
  it('has the lowest number that is free', () => {
    open();
    hub.add({ id: 'push-1', name: '', kind: 'push', video: '', telemetry: '' });
    expect([claimed(applicant()).id, claimed(applicant()).id]).toEqual(['push-2', 'push-3']);
  });

  it('waits for its producer, by its id, or by the address of one that has none', () => {
    open();
    const named = claimed(applicant('rover'));
    const numbered = claimed(applicant());
    named.leave();
    numbered.leave();
    expect(claimed(applicant(undefined, '10.0.0.2')).id).toBe('push-2');
    expect(claimed(applicant('rover')).stream).toBe(named.stream);
    expect(claimed(applicant()).stream).toBe(numbered.stream);
    expect(claims.active()).toHaveLength(3);
  });

  it('does not wait where it never had a picture', () => {
    open();
    claimed(applicant('rover'), 0).leave();
    expect(hub.list()).toEqual([]);
  });

  it('that waits makes room for a new one', () => {
    open({ most: 2 });
    claimed(applicant('a'));
    claimed(applicant('b')).leave();
    expect(claimed(applicant('c')).id).toBe('c');
    expect(hub.list().map(({ info }) => info.id)).toEqual(['a', 'c']);
    expect(claims.claim(applicant('d'))).toMatchObject({ ok: false, code: 1013 });
  });

  it('waits for nobody once the gateway ends', () => {
    open();
    vi.useFakeTimers();
    const { leave } = claimed(applicant('rover'));
    claims.close();
    leave();
    expect(vi.getTimerCount()).toBe(0);
    expect(hub.list()).toEqual([]);
  });

  it('is never one of another protocol', () => {
    open();
    hub.add({ id: 'rover', name: '', kind: 'pi', video: '', telemetry: '' });
    expect(claims.claim(applicant('rover'))).toMatchObject({ ok: false, code: 1008 });
  });

  it('is not let go of by a producer that had to make room', () => {
    open({ silentMs: 0 });
    const first = claimed(applicant('rover'));
    claimed(applicant('rover'));
    first.leave();
    expect(claims.active()).toHaveLength(1);
  });
});
