import type { Layout } from '../instruments/layout';
import type { Instrument, Readings } from '../instruments/shared/instrument';
import { shownInstruments } from '../instruments/shown';
import type { Speaker } from '../texts/speaker';
import { AssInk } from './ass-ink';

/** The instruments of a moment by their ids, lowest first, each as the texts of subtitles that draw it. */
export function drawMoment(
  instruments: readonly Instrument[],
  layout: Layout<string>,
  readings: Readings,
  say: Speaker,
): ReadonlyMap<string, readonly string[]> {
  const drawn = new Map<string, readonly string[]>();
  for (const { instrument, place, view } of shownInstruments(instruments, layout, readings)) {
    const ink = new AssInk();
    ink.translate(place.x, place.y);
    instrument.draw(ink, view, place, place.scale, say);
    drawn.set(instrument.id, ink.marks());
  }
  return drawn;
}
