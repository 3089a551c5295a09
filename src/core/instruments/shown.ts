import type { Layout, Place } from './layout';
import type { Instrument, Readings } from './shared/instrument';

/** An instrument with its place and what it shows. */
export interface Shown {
  readonly instrument: Instrument;
  readonly place: Place;
  readonly view: object;
}

/** The instruments that are seen: those that have a place, and something to show. */
export function shownInstruments(
  instruments: readonly Instrument[],
  { places }: Layout<string>,
  readings: Readings,
): readonly Shown[] {
  return instruments.flatMap((instrument) => {
    const place = places[instrument.id];
    const view = place && instrument.view(readings, place.variant);
    return view ? [{ instrument, place, view }] : [];
  });
}
