import { shownAge } from '../../telemetry/format';
import type { Telemetry } from '../../telemetry/telemetry';
import { type Text, text } from '../../texts/text';
import { withAge } from '../shared/words';
import { BONES, HEAD } from './bones';

/** Finer movement than this cannot be seen. */
const GRID_M = 0.01;
/** No joint is farther from its hip. */
const FARTHEST_M = 5;

/**
 * A followed body as a figure. `lines` has `x1,y1,x2,y2` for each bone, separated by blanks, in centimetres from the hip, x to
 * the right as the camera sees it and y upwards: one text, so that a change that cannot be seen is no change.
 */
export interface BodyView {
  readonly lines: string;
  /** `x,y` of the head; empty where it is unknown. */
  readonly head: string;
  /** Set only once the values are stale; as `shownAge` rounds it. */
  readonly ageMs: number | undefined;
}

/** @returns `undefined` where no body is followed */
export function bodyView(telemetry: Telemetry | undefined, ageMs: number | undefined): BodyView | undefined {
  const joints = telemetry?.joints;
  if (!joints || joints.length === 0) return undefined;
  const places = new Map(joints.map(({ name, x, y }) => [name, `${cm(x)},${cm(y)}`]));
  const lines = BONES.flatMap(([from, to]) => {
    const [a, b] = [places.get(from), places.get(to)];
    return a !== undefined && b !== undefined ? [`${a},${b}`] : [];
  });
  return {
    lines: lines.join(' '),
    head: places.get(HEAD) ?? '',
    ageMs: ageMs === undefined ? undefined : shownAge(ageMs),
  };
}

function cm(metres: number): number {
  return Math.round(Math.max(-FARTHEST_M, Math.min(FARTHEST_M, metres)) / GRID_M);
}

/** The view in words. */
export function describeBody({ lines, ageMs }: BodyView): Text {
  if (lines === '') return text('instrument.body.lost');
  return withAge(text('instrument.body.followed'), ageMs);
}
