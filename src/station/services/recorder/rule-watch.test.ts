import { beforeEach, describe, expect, it } from 'vitest';
import { readHours } from '#core/recording/hours';
import { Hub } from '../../hub/hub';
import { type RuleSettings, RuleWatch } from './rule-watch';

const INFO = { id: 'pi://rover', name: 'Rover', kind: 'pi', video: 'h:1', telemetry: 'h:2' } as const;

let hub: Hub;
let us: number;
let wall: Date;
let told: string[];
beforeEach(() => {
  hub = new Hub();
  us = 0;
  wall = new Date(2026, 10, 21, 12);
  told = [];
});

function watch(settings: Partial<RuleSettings>): RuleWatch {
  const rules = new RuleWatch(
    hub,
    { rule: 'always', hours: [], beforeUs: 0, afterUs: 10e6, ...settings },
    (id, isWanted) => told.push(`${isWanted ? '+' : '-'}${id}`),
    { us: () => us, wall: () => wall },
  );
  hub.onChange(() => rules.look());
  rules.look();
  return rules;
}
const pass = (rules: RuleWatch, seconds: number) => {
  us += seconds * 1e6;
  rules.look();
};

describe('a rule', () => {
  it('“on-demand” wants nothing', () => {
    hub.add(INFO);
    expect(watch({ rule: 'on-demand' }).isWanted(INFO.id)).toBe(false);
    expect(told).toEqual([]);
  });

  it('“always” wants every stream that comes, and no recording that is played', () => {
    hub.add(INFO);
    const rules = watch({});
    hub.add({ ...INFO, id: 'pi://other' });
    hub.add({ ...INFO, id: 'recording:1', playback: { beginUs: 0, endUs: 1 } });
    expect(told).toEqual(['+pi://rover', '+pi://other']);
    expect(rules.isWanted('pi://other')).toBe(true);
  });

  it('“always” holds in its hours alone', () => {
    hub.add(INFO);
    const hours = readHours('08:00-18:00');
    const rules = watch({ hours: hours ? [hours] : [] });
    wall = new Date(2026, 10, 21, 18);
    pass(rules, 2);
    wall = new Date(2026, 10, 22, 8);
    pass(rules, 2);
    expect(told).toEqual(['+pi://rover', '-pi://rover', '+pi://rover']);
  });

  it('of telemetry begins with it at once, and ends behind its tail though nothing more is heard', () => {
    const stream = hub.add(INFO);
    const rules = watch({ rule: 'armed' });
    stream.publishTelemetry({ armed: true });
    expect(told).toEqual(['+pi://rover']);
    pass(rules, 3600);
    stream.publishTelemetry({ armed: false });
    pass(rules, 9.9);
    expect(told).toEqual(['+pi://rover']);
    pass(rules, 0.1);
    expect(told).toEqual(['+pi://rover', '-pi://rover']);
  });

  it('of telemetry hears what was said before it was there', () => {
    hub.add(INFO).publishTelemetry({ armed: true });
    watch({ rule: 'active' });
    expect(told).toEqual(['+pi://rover']);
  });

  it('of telemetry has a stream fetched, since nothing is heard else; not a dash cam’s, which reports anyway', () => {
    const stream = hub.add(INFO);
    const camera = hub.add({ ...INFO, id: 'jt1078:1/1', can: { reportsUnwatched: true } });
    const rules = watch({ rule: 'moving' });
    expect([stream.wanted, camera.wanted]).toEqual([true, false]);
    camera.publishTelemetry({ groundSpeedMps: 9 });
    expect(told).toEqual(['+jt1078:1/1']);
    rules.close();
    expect(stream.wanted).toBe(false);
  });

  it('wants a stream that comes back as before, and one that stays away no more', () => {
    hub.add(INFO).publishTelemetry({ armed: true });
    const rules = watch({ rule: 'armed' });
    hub.remove(INFO.id);
    pass(rules, 59);
    hub.add(INFO);
    pass(rules, 3600);
    expect(told).toEqual(['+pi://rover']);
    hub.remove(INFO.id);
    pass(rules, 60);
    expect(told).toEqual(['+pi://rover', '-pi://rover']);
    expect(rules.isWanted(INFO.id)).toBe(false);
  });
});
