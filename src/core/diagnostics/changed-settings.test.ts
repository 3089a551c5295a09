import { describe, expect, it } from 'vitest';
import { SETTINGS } from '../settings/settings';
import { fillValues } from '../settings/values';
import { changedSettings, secretsOf } from './changed-settings';

const values = (given: Record<string, unknown>) => fillValues(SETTINGS, new Map(Object.entries(given)));

describe('settings for a bug report', () => {
  it('are those that differ from what they come with', () => {
    expect(changedSettings(values({}))).toEqual([]);
    expect(
      changedSettings(values({ jt: true, videoPort: 9000, rewindMinutes: SETTINGS.rewindMinutes.default })),
    ).toEqual(['videoPort = 9000', 'jt = true']);
  });

  const given = values({
    sources: ['jpeg+ws://me:pa%40ss@cam/live?token=tok3n'],
    broker: 'amqp://rabbit:s3cret@host/',
    jtTerminals: [{ phone: '138', code: 'c0de' }],
  });

  it('say of a secret that it is set, and of a URL no user', () => {
    const lines = changedSettings(given);
    expect(lines).toContain('broker = ***');
    expect(lines).toContain('jtTerminals = ***');
    expect(lines).toContain('sources = ["jpeg+ws://***@cam/live?token=***"]');
    expect(lines.join('\n')).not.toMatch(/me:|pa%40ss|tok3n|s3cret|c0de/);
  });

  it('tell what to look for elsewhere', () => {
    expect(secretsOf(given)).toEqual(expect.arrayContaining(['pa@ss', 'pa%40ss', 's3cret', 'c0de']));
  });

  it('hide every setting that is marked as secret', () => {
    const secret = Object.entries(SETTINGS).filter(([, row]) => 'secret' in row);
    expect(secret.length).toBeGreaterThan(3);
    const lines = changedSettings(Object.fromEntries(secret.map(([name]) => [name, 'kn0wn-secret'])));
    expect(lines).toEqual(secret.map(([name]) => `${name} = ***`));
  });
});
