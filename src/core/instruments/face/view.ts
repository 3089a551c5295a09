import { shownAge } from '../../telemetry/format';
import type { Telemetry } from '../../telemetry/telemetry';
import { type Text, text } from '../../texts/text';
import { spokenValue, withAge } from '../shared/words';

/** A followed face: each bar 0..100 in whole per cent, `undefined` where it is unknown. */
export interface FaceView {
  readonly jaw: number | undefined;
  readonly smile: number | undefined;
  readonly brows: number | undefined;
  readonly blinkLeft: number | undefined;
  readonly blinkRight: number | undefined;
  /** The face is not seen, or not well. */
  readonly isLost: boolean;
  /** Set only once the values are stale; as `shownAge` rounds it. */
  readonly ageMs: number | undefined;
}

/** @returns `undefined` where no face is followed */
export function faceView(telemetry: Telemetry | undefined, ageMs: number | undefined): FaceView | undefined {
  const shapes = telemetry?.blendShapes;
  if (!shapes) return undefined;
  const smiles = [shapes.mouthSmileLeft, shapes.mouthSmileRight].filter((value) => value !== undefined);
  const smile = smiles.length > 0 ? smiles.reduce((sum, value) => sum + value, 0) / smiles.length : undefined;
  return {
    jaw: percent(shapes.jawOpen),
    smile: percent(smile),
    brows: percent(shapes.browInnerUp),
    blinkLeft: percent(shapes.eyeBlinkLeft),
    blinkRight: percent(shapes.eyeBlinkRight),
    isLost: telemetry.faceTracking === 'notTracking' || telemetry.faceTracking === 'limited',
    ageMs: ageMs === undefined ? undefined : shownAge(ageMs),
  };
}

function percent(share: number | undefined): number | undefined {
  return share === undefined ? undefined : Math.round(Math.min(1, Math.max(0, share)) * 100);
}

/** The view in words. */
export function describeFace({ jaw, smile, brows, isLost, ageMs }: FaceView): Text {
  if (isLost) return text('instrument.face.lost');
  const share = (value: number | undefined) => spokenValue(value === undefined ? undefined : `${value} %`);
  return withAge(text('instrument.face', { jaw: share(jaw), smile: share(smile), brows: share(brows) }), ageMs);
}
