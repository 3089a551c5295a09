import { mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TokenStore } from './token-store';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'groundglass-tokens-'));
  file = path.join(folder, 'settings', 'access.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('a token', () => {
  it('has 256 random bits and opens what its role may', () => {
    const store = new TokenStore(file);
    const viewer = store.make('viewer');
    const admin = store.make('admin');
    expect(Buffer.from(viewer.token, 'base64url')).toHaveLength(32);
    expect(viewer.token).not.toBe(admin.token);
    expect(store.find(viewer.token)?.role).toBe('viewer');
    expect(store.find(admin.token)?.role).toBe('admin');
  });

  it('is kept as its hash alone, for its owner alone', () => {
    const store = new TokenStore(file);
    const { token, id } = store.make('publisher');
    expect(readFileSync(file, 'utf8')).not.toContain(token);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const again = new TokenStore(file);
    expect(again.find(token)?.role).toBe('publisher');
    expect(again.list()).toMatchObject([{ id, role: 'publisher' }]);
  });

  it('is one of a thousand at most, which are all there at the next start', () => {
    const store = new TokenStore(file);
    const [first] = Array.from({ length: 1000 }, () => store.make('viewer'));
    expect(() => store.make('viewer')).toThrow('1000 tokens already');
    const again = new TokenStore(file);
    expect(again.list()).toHaveLength(1000);
    expect(again.find(first?.token ?? '')?.role).toBe('viewer');
    again.revoke(first?.id ?? '');
    expect(again.make('admin').role).toBe('admin');
  });

  it.each(['', 'a', 'constructor'])('is not “%s”', (token) => {
    const store = new TokenStore(file);
    store.make('admin');
    expect(store.find(token)).toBeUndefined();
  });

  it('is not the hash that the file shows', () => {
    const store = new TokenStore(file);
    store.make('admin');
    const [entry] = JSON.parse(readFileSync(file, 'utf8')).tokens;
    expect(store.find(entry.hash)).toBeUndefined();
  });

  it('opens nothing once it is taken back', () => {
    const store = new TokenStore(file);
    const [one, other] = [store.make('viewer'), store.make('viewer')];
    expect(store.revoke(one.id)).toBe(true);
    expect(store.revoke(one.id)).toBe(false);
    expect(store.find(one.token)).toBeUndefined();
    expect(store.find(other.token)?.role).toBe('viewer');
  });

  it('of this process alone is written nowhere', () => {
    const store = new TokenStore(file);
    const token = store.makePassing('admin');
    expect(store.find(token)?.role).toBe('admin');
    expect(new TokenStore(file).find(token)).toBeUndefined();
  });
});

describe('a code that opens once', () => {
  it('becomes a token, once, and within a minute', () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    const store = new TokenStore(file);
    const [code, late] = [store.makeOnce('admin'), store.makeOnce('viewer')];
    expect(store.find(code)).toBeUndefined();
    expect(store.find(store.exchange(code) ?? '')?.role).toBe('admin');
    expect(store.exchange(code)).toBeUndefined();
    vi.advanceTimersByTime(60_001);
    expect(store.exchange(late)).toBeUndefined();
    expect(store.exchange('wrong')).toBeUndefined();
    vi.useRealTimers();
  });
});

describe('a file of tokens', () => {
  it.each(['{', '[]', '{"version":2,"tokens":[]}', '{"version":1,"tokens":[{"id":"a","role":"root"}]}'])(
    'is not overwritten where it is %s',
    (text) => {
      new TokenStore(file).make('admin');
      writeFileSync(file, text);
      utimesSync(file, 0, 0);
      expect(() => new TokenStore(file)).toThrow(file);
      expect(readFileSync(file, 'utf8')).toBe(text);
    },
  );

  it('that another process wrote is read before the next is written', () => {
    const [one, other] = [new TokenStore(file), new TokenStore(file)];
    const first = one.make('viewer');
    other.make('admin');
    expect(new TokenStore(file).find(first.token)?.role).toBe('viewer');
    expect(one.list()).toHaveLength(2);
  });
});
