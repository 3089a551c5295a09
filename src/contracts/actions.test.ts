import { describe, expect, it } from 'vitest';
import { ACTIONS, type ActionEntry, isActionId } from './actions';

const entries = Object.values<ActionEntry>(ACTIONS);

describe('the catalogue of actions', () => {
  it('gives each a key of its own, and a place of its own in the menu', () => {
    const keys = entries.map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    const places = entries.flatMap(({ place }) => (place ? [`${place.menu} ${place.at}`] : []));
    expect(new Set(places).size).toBe(places.length);
  });

  it('knows its own ids alone', () => {
    expect(isActionId('mark')).toBe(true);
    expect(isActionId('toString')).toBe(false);
  });
});
