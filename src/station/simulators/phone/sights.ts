import type { CameraMetadata } from '#core/protocols/remote-camera/metadata';

/** What the simulated phone sees beside its pictures. */
export type Sight = 'none' | 'face' | 'body' | 'custom' | 'all';

/** What it says at a time. @param ms since the clip began */
export function sightsAt(ms: number, sight: Sight): readonly CameraMetadata[] {
  const wants = (one: Sight) => sight === one || sight === 'all';
  return [
    ...(wants('face') ? [faceAt(ms)] : []),
    ...(wants('body') ? [bodyAt(ms)] : []),
    ...(wants('custom') ? [gazeAt(ms)] : []),
  ];
}

/** A head that looks around, speaks and blinks. */
function faceAt(ms: number): CameraMetadata {
  const yaw = swing(ms, 6000, 0.5);
  const roll = swing(ms, 4500, 0.25);
  const [cy, sy, cr, sr] = [Math.cos(yaw), Math.sin(yaw), Math.cos(roll), Math.sin(roll)];
  const blink = ms % 3000 < 150 ? 1 : 0;
  return {
    type: 'arFace',
    face: {
      blendShapes: {
        jawOpen: Math.max(0, swing(ms, 700, 0.6)),
        mouthSmileLeft: 0.5 + swing(ms, 5000, 0.4),
        mouthSmileRight: 0.5 + swing(ms, 5000, 0.4),
        browInnerUp: Math.max(0, swing(ms, 8000, 0.8)),
        eyeBlinkLeft: blink,
        eyeBlinkRight: blink,
      },
      trackingState: 'normal',
      headTransform: [cy * cr, sr, sy * cr, 0, -cy * sr, cr, -sy * sr, 0, -sy, 0, cy, 0, 0, 0, -0.4, 1],
    },
  };
}

/** Somebody who waves. x, y and z in metres from the hip. */
function bodyAt(ms: number): CameraMetadata {
  const wave = swing(ms, 900, 0.18);
  const places: Record<string, readonly [number, number]> = {
    hips_joint: [0, 0],
    neck_1_joint: [0, 0.5],
    head_joint: [0, 0.62],
    left_arm_joint: [0.18, 0.46],
    left_forearm_joint: [0.24, 0.2],
    left_hand_joint: [0.26, -0.04],
    right_arm_joint: [-0.18, 0.46],
    right_forearm_joint: [-0.42, 0.5],
    right_hand_joint: [-0.46 + wave, 0.74],
    left_upLeg_joint: [0.1, -0.04],
    left_leg_joint: [0.12, -0.46],
    left_foot_joint: [0.13, -0.88],
    right_upLeg_joint: [-0.1, -0.04],
    right_leg_joint: [-0.12, -0.46],
    right_foot_joint: [-0.13, -0.88],
  };
  const joints = Object.entries(places).map(([name, [x, y]]) => ({
    name,
    transform: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, x, y, 0, 1],
  }));
  return { type: 'arBody', body: { joints } };
}

/** Where the eyes look: values that only the sender knows the meaning of. */
function gazeAt(ms: number): CameraMetadata {
  const [x, y] = [swing(ms, 2500, 1), swing(ms, 3700, 1)].map((value) => Math.round(value * 100) / 100);
  return { type: 'custom', name: 'gaze', payload: { x: x ?? 0, y: y ?? 0 } };
}

function swing(ms: number, periodMs: number, most: number): number {
  return most * Math.sin((2 * Math.PI * ms) / periodMs);
}
