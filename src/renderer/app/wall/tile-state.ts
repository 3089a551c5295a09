import { ageText } from '#core/telemetry/format';
import { type Text, text } from '#core/texts/text';
import { describeStatus, type StatusFacts } from '../../streams/status/describe';
import { factsOf } from '../../streams/status/facts';
import type { StreamState } from '../../streams/stream-state';
import type { StatusKind } from '../../ui/status';

/** A stream's state as a tile has room for it: a glyph of its own shape, and a word or two. */
export interface TileState {
  readonly kind: StatusKind | 'keyOnly';
  readonly severity: 'normal' | 'caution' | 'warning';
  readonly glyph: string;
  readonly words: Text;
}

const GLYPHS: Readonly<Record<TileState['kind'], string>> = {
  live: '●',
  keyOnly: '◐',
  stale: '◆',
  rewound: '◁',
  connecting: '◌',
  unreachable: '◆',
  noData: '▲',
  noVideo: '○',
  noPicture: '▲',
  noStation: '◆',
  noVehicle: '○',
  disconnected: '○',
};

/** @param link the viewer's own to the station */
export function tileState(state: StreamState, link: StatusFacts['link']): TileState {
  const status = describeStatus(factsOf(state, link));
  const kind = status.kind === 'live' && state.keyOnly ? 'keyOnly' : status.kind;
  return { kind, severity: status.severity, glyph: GLYPHS[kind], words: wordsOf(kind, status.message, state) };
}

function wordsOf(kind: TileState['kind'], message: Text, { readings }: StreamState): Text {
  if (kind === 'live' || kind === 'rewound') return message;
  if (kind === 'stale') return text('tile.stale', { age: ageText(readings.pictureAgeMs ?? 0) });
  return text(`tile.${kind}`);
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
