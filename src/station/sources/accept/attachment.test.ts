import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LinkRole, LinkState } from '#contracts/link';
import { Attachment } from './attachment';

function attached() {
  const states: (LinkState | undefined)[] = [];
  const setLink = (_role: LinkRole, state: LinkState | undefined) => states.push(state);
  return { states, attachment: new Attachment<string>({ setLink }) };
}

describe('the link of a stream to those who bring it', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('is open, has data once, and waits for its peer with the reason why', () => {
    const { states, attachment } = attached();
    attachment.opened('a');
    attachment.data();
    attachment.data();
    expect(attachment.closed('a', 'closed by\na')).toBe(true);
    expect(states).toEqual([
      { state: 'open', sinceUs: expect.any(Number) },
      { state: 'open', sinceUs: expect.any(Number), lastDataUs: expect.any(Number) },
      { state: 'connecting', failure: { cause: 'closed', detail: 'closed by a', everData: true } },
    ]);
    expect(attachment.peer).toBeUndefined();
  });

  it('does not listen to the end of a peer whose place another took', () => {
    const { states, attachment } = attached();
    attachment.opened('a');
    attachment.opened('b');
    expect(attachment.closed('a', 'gone')).toBe(false);
    expect(states.at(-1)).toMatchObject({ state: 'open' });
    expect(attachment.peer).toBe('b');
  });

  it('gives up after its linger, unless a peer comes or it ends', () => {
    const { attachment } = attached();
    const gone = vi.fn();
    attachment.linger(100, gone);
    attachment.opened('a');
    vi.advanceTimersByTime(200);
    attachment.linger(100, gone);
    attachment.end();
    vi.advanceTimersByTime(200);
    expect(gone).not.toHaveBeenCalled();
    attachment.linger(100, gone);
    vi.advanceTimersByTime(200);
    expect(gone).toHaveBeenCalledOnce();
  });
});
