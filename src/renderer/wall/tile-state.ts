import { formatAge } from '#core/telemetry/format';
import { describeStatus, type StatusFacts } from '../status/describe';
import { factsOf } from '../status/facts';
import type { StatusKind } from '../status/status';
import type { StreamState } from '../store/stream-state';

/** A stream's state as a tile has room for it: a glyph of its own shape, and a word or two. */
export interface TileState {
  readonly kind: StatusKind | 'keyOnly';
  readonly severity: 'normal' | 'caution' | 'warning';
  readonly glyph: string;
  readonly words: string;
}

const SHORT: Readonly<Record<TileState['kind'], readonly [glyph: string, words: string]>> = {
  live: ['●', 'Live'],
  keyOnly: ['◐', 'Key pictures only'],
  stale: ['◆', 'Stale'],
  rewound: ['◁', 'Rewound'],
  connecting: ['◌', 'Connecting'],
  unreachable: ['◆', 'Unreachable'],
  noData: ['▲', 'Sends nothing'],
  noPicture: ['▲', 'No picture'],
  noStation: ['◆', 'No station'],
  noVehicle: ['○', 'Resting'],
  disconnected: ['○', 'Disconnected'],
};

/** @param link the viewer's own to the station */
export function tileState(state: StreamState, link: StatusFacts['link']): TileState {
  const status = describeStatus(factsOf(state, link));
  const kind = status.kind === 'live' && state.keyOnly ? 'keyOnly' : status.kind;
  const [glyph, words] = SHORT[kind];
  const age = kind === 'stale' ? `, ${formatAge(state.readings.pictureAgeMs ?? 0)}` : '';
  if (kind === 'rewound') return { kind, severity: status.severity, glyph, words: status.message };
  return { kind, severity: status.severity, glyph, words: `${words}${age}` };
}

/** How many dots a signal has. */
export const SIGNAL_DOTS = 4;

/** How well a stream comes through: of four dots, as many as the share of its pictures that is shown. */
export function signalOf({ readings, statistics, keyOnly }: StreamState, isLive: boolean): number {
  const comes = statistics?.picturesPerSecond ?? 0;
  if (!isLive || comes === 0) return 0;
  if (keyOnly) return 1;
  return Math.max(1, Math.min(SIGNAL_DOTS, Math.round((SIGNAL_DOTS * (readings.fps ?? 0)) / comes)));
}
