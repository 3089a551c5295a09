import { nowUs, wallUsOf } from '../clock';
import type { StationParts } from '../extension/station-parts';
import type { OpenPlayback } from '../playback/playback';
import { PLAYING } from '../services/playing/playing';
import { RECORDER } from '../services/recorder/recorder';
import { REWIND } from '../services/rewind/rewind';

/** Opens a stream's past: a recording's own, or what is kept of a live one. */
export function openPast(station: Pick<StationParts, 'get'>): OpenPlayback {
  return (stream, sink) => station.get(PLAYING)?.playback(stream, sink) ?? station.get(REWIND)?.playback(stream, sink);
}

/** Where a mark was set. */
export interface Marked {
  /** On the wall's clock in µs. */
  readonly atUs: number;
  /** In what can be rewound. */
  readonly isKept: boolean;
  /** In what is being recorded. */
  readonly isRecorded: boolean;
}

/** Marks a moment of a stream, where it is kept and where it is recorded. @param wallUs on the wall's clock; absent: now */
export function markMoment(station: Pick<StationParts, 'get'>, stream: string, wallUs?: number): Marked {
  const rewind = station.get(REWIND);
  const zeroUs = rewind?.wallUs ?? wallUsOf(0);
  const us = wallUs === undefined ? nowUs() : wallUs - zeroUs;
  const isKept = rewind?.mark(stream, us + zeroUs) ?? false;
  return { atUs: us + zeroUs, isKept, isRecorded: station.get(RECORDER)?.mark(stream, us) ?? false };
}
