import { describe, expect, it } from 'vitest';
import { MeasuredState } from './measured-state';

describe('what is known of a vehicle', () => {
  it('is put together of what its messages say', () => {
    const state = new MeasuredState();
    state.set({ rollDeg: 1, pitchDeg: 2 }, 0);
    state.set({ rollDeg: 3, satellites: 12 }, 100_000);
    expect(state.at(100_000)).toEqual({ rollDeg: 3, pitchDeg: 2, satellites: 12 });
  });

  it('loses what became unknown, and keeps what was not spoken of', () => {
    const state = new MeasuredState();
    state.set({ batteryPercent: 40, batteryV: 12 }, 0);
    state.set({ batteryPercent: undefined }, 1000);
    expect(state.at(1000)).toEqual({ batteryV: 12 });
  });

  it('loses each value when that is stale: a fast attitude does not keep a dead GPS fresh', () => {
    const state = new MeasuredState();
    state.set({ latitudeDeg: 48, homeLatitudeDeg: 48 }, 0);
    for (let us = 0; us <= 3_000_000; us += 20_000) state.set({ rollDeg: us / 1e6 }, us);
    expect(state.at(2_990_000)).toMatchObject({ latitudeDeg: 48 });
    expect(state.at(3_000_000)).toEqual({ rollDeg: 3, homeLatitudeDeg: 48 });
    expect(state.ages(3_000_000)).toEqual({ latitudeDeg: 3000, homeLatitudeDeg: 3000, rollDeg: 0 });
  });
});
