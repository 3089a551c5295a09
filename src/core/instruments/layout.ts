import type { Instrument, Space } from './shared/instrument';
import { contains, overlap, type Rect, type Size, snap } from './shared/rect';
import { type Scale, scaleFor } from './shared/scale';
import { INSTRUMENTS, type InstrumentId } from './table';

/** Where an instrument stands in the picture's box, and how. */
export interface Place extends Rect {
  readonly scale: Scale;
  /** Which of its forms there is room for. */
  readonly variant: string | undefined;
}

/** Where each instrument stands in the picture's box; one that has no room is absent. */
export interface Layout<Id extends string = InstrumentId> {
  readonly scale: Scale;
  readonly places: { readonly [K in Id]?: Place };
}

/** A smaller dial cannot be read. */
const MIN_DIAL_PX = 54;

/** The middle of the picture, which belongs to the pilot. */
export function centreThird({ width, height }: Size): Rect {
  return { x: width / 3, y: height / 3, width: width / 3, height: height / 3 };
}

/** Lays all instruments over the edges of a box. @param ratio device pixels per CSS px */
export function layOut(box: Size, ratio: number): Layout {
  return layOutAll(INSTRUMENTS, box, ratio);
}

/**
 * Lays instruments over the edges of a box. They are placed in the order of the list; one that would leave the box, touch
 * another or cover the middle is tried in its next form, then dropped. So a tile of 320x240 has the dials, a short
 * telemetry block and the rest, and one of 160x120 nothing that cannot be read.
 *
 * @param ratio device pixels per CSS px; the rectangles start and end on device pixels.
 */
export function layOutAll<const T extends readonly Instrument[]>(
  instruments: T,
  box: Size,
  ratio: number,
): Layout<T[number]['id']> {
  const scale = scaleFor(box);
  const frame = { x: 0, y: 0, ...box };
  const middle = centreThird(box);
  const places = new Map<string, Place>();
  const space: Space = {
    box,
    scale,
    hasDials: scale.dialPx >= MIN_DIAL_PX,
    rectOf: (id) => places.get(id),
    sizeOf(id) {
      const instrument = instruments.find((one) => one.id === id);
      return instrument?.size(scale, instrument.variants?.[0]) ?? { width: 0, height: 0 };
    },
  };
  const isFree = (rect: Rect) =>
    contains(frame, rect) && !overlap(middle, rect) && ![...places.values()].some((other) => overlap(other, rect));
  for (const { id, variants = [undefined], ...instrument } of instruments as readonly Instrument[]) {
    for (const variant of variants) {
      const size = instrument.size(scale, variant);
      const at = instrument.place(size, space);
      const rect = at && snap({ ...at, ...size }, ratio);
      if (!rect || !isFree(rect)) continue;
      places.set(id, { ...rect, scale, variant });
      break;
    }
  }
  return { scale, places: Object.fromEntries(places) as Layout<T[number]['id']>['places'] };
}
