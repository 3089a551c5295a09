import { describe, expect, it } from 'vitest';
import type { Vehicle } from '#contracts/vehicles';
import { METRIC } from '#core/telemetry/units/choice';
import { english } from '#core/texts/english';
import { clockTime, factsOf, localInput, matching, presenceOf, vehicleName } from './describe-vehicle';

const now = new Date(2026, 10, 21, 9, 5, 3).getTime();
const vehicle: Vehicle = {
  sim: '013912345678',
  plate: '',
  model: '',
  online: true,
  sinceMs: now,
  alarms: [],
  channels: [],
};

const factsInWords = (of: Vehicle) =>
  Object.fromEntries(
    factsOf(of, METRIC).map(([name, values]) => [english(name), values.map((value) => english(value)).join(', ')]),
  );

describe('a vehicle in words', () => {
  it('is called by its plate, or its number', () => {
    expect(vehicleName(vehicle)).toBe('013912345678');
    expect(vehicleName({ ...vehicle, plate: '粤B12345' })).toBe('粤B12345');
  });

  it('says since when it is there, or gone, with the day where that is not today', () => {
    expect(english(presenceOf(vehicle))).toMatch(/^Connected since .*09:05:03$/);
    expect(english(presenceOf({ ...vehicle, online: false }))).toMatch(/^Gone since /);
    expect(clockTime(now, now)).toBe('09:05:03');
    expect(clockTime(now, now + 86_400_000)).toBe('21 Nov 09:05:03');
  });

  it('has a dash for what it did not say, which is no zero', () => {
    expect(factsInWords(vehicle)).toMatchObject({
      Position: '–, –',
      Speed: '–',
      Reported: '–',
      Alarms: 'none',
    });
    const moving = {
      ...vehicle,
      latitudeDeg: -1.5,
      longitudeDeg: 2,
      groundSpeedMps: 10,
      alarms: ['overspeed', 'fatigue'],
    };
    expect(factsInWords(moving)).toMatchObject({ Speed: '36 km/h', Alarms: 'Overspeed, Fatigue' });
  });

  it('has what only some report, and its last alarm of active safety, where there is such', () => {
    expect(Object.keys(factsInWords(vehicle))).toEqual(['Position', 'Speed', 'Heading', 'Reported', 'Alarms']);
    const safetyAlarm = { alarms: ['driverPhone'], beganMs: Date.now() };
    const facts = factsInWords({ ...vehicle, mileageKm: 1234.5, fuelLitres: 40, safetyAlarm });
    expect(facts).toMatchObject({ Mileage: '1235 km', Fuel: '40 L' });
    expect(facts['Last safety alarm']).toMatch(/^Driver on the phone, \d\d:/);
    expect(factsInWords({ ...vehicle, safetyAlarm: { ...safetyAlarm, alarms: [] } })['Last safety alarm']).toMatch(
      /^Unknown, /,
    );
  });

  it('is found by letters of its plate or number', () => {
    const other = { ...vehicle, sim: '1', plate: 'Ab 7' };
    expect(matching([vehicle, other], ' ab')).toEqual([other]);
    expect(matching([vehicle, other], '3912')).toEqual([vehicle]);
  });

  it('has times that a form takes', () => {
    expect(localInput(now)).toBe('2026-11-21T09:05:03');
  });
});
