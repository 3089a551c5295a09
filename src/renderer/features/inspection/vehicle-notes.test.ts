import { describe, expect, it } from 'vitest';
import type { Heard } from '#core/protocols/mavlink/heard';
import { english } from '#core/texts/english';
import { vehicleNote } from './vehicle-notes';

const ONE = { system: 1, kind: 'Quadrotor, ArduPilot' };
const TWO = { system: 2, kind: 'Fixed wing, PX4' };
const silent = { silent: true } as const;
const said = (heard: Heard | undefined) => {
  const note = vehicleNote(heard);
  return note && [note.severity, english(note.message), note.canChoose];
};

describe('what is said of the vehicles on a link', () => {
  it.each([
    ['nothing is known', undefined],
    ['nobody is heard', { vehicles: [] }],
    ['one is heard', { vehicles: [ONE], shown: 1 }],
    ['the only one is silent, which the telemetry’s own note says', { vehicles: [{ ...ONE, ...silent }], shown: 1 }],
    ['one of two was chosen', { vehicles: [TWO, ONE], shown: 2, by: 'person' }],
    ['the address names one', { vehicles: [TWO, ONE], shown: 2, by: 'address' }],
    [
      'all are silent',
      {
        vehicles: [
          { ...TWO, ...silent },
          { ...ONE, ...silent },
        ],
        shown: 2,
        by: 'person',
      },
    ],
    ['the chosen one is alone and not there', { vehicles: [], shown: 2, by: 'person' }],
  ] as const)('is nothing where %s', (_, heard) => expect(said(heard)).toBeUndefined());

  it('is that there are several, while nobody chose', () => {
    expect(said({ vehicles: [ONE, TWO], shown: 1 })).toEqual([
      'caution',
      '2 vehicles are on this link. Shown is System 1: Quadrotor, ArduPilot.',
      true,
    ]);
  });

  it.each([
    [{ vehicles: [{ ...ONE, ...silent }, TWO], shown: 1 }, 'System 1: Quadrotor, ArduPilot', true],
    [{ vehicles: [TWO], shown: 7, by: 'person' }, 'System 7', true],
    [{ vehicles: [TWO], shown: 7, by: 'address' }, 'System 7', false],
  ] as const)('is that the shown one is silent while another speaks: %j', (heard, who, canChoose) => {
    expect(said(heard)).toEqual(['warning', `${who} is silent, while others are heard on this link.`, canChoose]);
  });

  it('comes again when another one appears', () => {
    const [two, three] = [
      [ONE, TWO],
      [ONE, TWO, { ...TWO, system: 3 }],
    ].map((vehicles) => vehicleNote({ vehicles, shown: 1 })?.about);
    expect(two).not.toBe(three);
  });
});
