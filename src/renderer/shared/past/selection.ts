import type { PlaybackInfo } from '#contracts/playback';

/** What is to be taken out, on the wall's clock in µs. Until the other end is marked there is one alone. */
export interface Selection {
  readonly inUs?: number | undefined;
  readonly outUs?: number | undefined;
}

/** A selection with both its ends: `inUs` is of the first picture, `outUs` of the last. */
export interface WholeSelection {
  readonly inUs: number;
  readonly outUs: number;
}

/** Shorter than a picture lasts is no selection. */
const MIN_US = 10_000;
/** As near as handles come to each other. */
const NEAREST_US = 50_000;
/** The length that is proposed where nothing is marked: what just happened. */
const PROPOSED_US = 10e6;

export function isWhole(selection: Selection | undefined): selection is WholeSelection {
  return selection?.inUs !== undefined && selection.outUs !== undefined;
}

/** Begins it here; an end that lies before is let go of. */
export function withIn(selection: Selection | undefined, inUs: number): Selection {
  const outUs = selection?.outUs;
  return outUs !== undefined && outUs - inUs >= MIN_US ? { inUs, outUs } : { inUs };
}

/** Ends it here; a beginning that lies behind is let go of. */
export function withOut(selection: Selection | undefined, outUs: number): Selection {
  const inUs = selection?.inUs;
  return inUs !== undefined && outUs - inUs >= MIN_US ? { inUs, outUs } : { outUs };
}

/** Moves one end, as far as the other: a handle cannot pass the other one. */
export function withEnd(selection: Selection, end: 'inUs' | 'outUs', us: number): Selection {
  const { inUs, outUs } = selection;
  if (end === 'inUs') return { ...selection, inUs: outUs === undefined ? us : Math.min(us, outUs - NEAREST_US) };
  return { ...selection, outUs: inUs === undefined ? us : Math.max(us, inUs + NEAREST_US) };
}

/**
 * What of a selection can be had: the ends that are not marked are the nearest there are, and what is no longer kept is
 * left out.
 *
 * @returns `undefined` where nothing of it is left
 */
export function keptOf({ inUs, outUs }: Selection, range: PlaybackInfo): WholeSelection | undefined {
  const from = Math.max(inUs ?? range.beginUs, range.beginUs);
  const to = Math.min(outUs ?? range.endUs, range.endUs);
  return to - from >= MIN_US ? { inUs: from, outUs: to } : undefined;
}

/** The ten seconds until a moment, or all there is before it; at the very beginning those behind it. */
export function proposedAt(us: number, range: PlaybackInfo): WholeSelection {
  const outUs = Math.min(Math.max(us, range.beginUs), range.endUs);
  if (outUs - range.beginUs >= 1e6) return { inUs: Math.max(range.beginUs, outUs - PROPOSED_US), outUs };
  return { inUs: outUs, outUs: Math.min(range.endUs, outUs + PROPOSED_US) };
}

/** `0:09.5`, `1:02:03.0`. */
export function formatDuration(us: number): string {
  const tenths = Math.round(Math.max(0, us) / 1e5);
  const seconds = Math.floor(tenths / 10);
  const two = (part: number) => String(part).padStart(2, '0');
  const rest = `${two(seconds % 60)}.${tenths % 10}`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `${minutes}:${rest}` : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${rest}`;
}
