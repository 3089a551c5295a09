import type { Telemetry } from '../../telemetry/telemetry';
import type { Transform } from './metadata';

const DEG = 180 / Math.PI;

/**
 * A head's attitude as the instruments show one, from the transform of ARKit's face anchor: y leads up, z out of the face,
 * x to the head's own left. Roll is positive with the right ear down, pitch with the face up, yaw to the head's own right of
 * where the session began.
 *
 * @see https://developer.apple.com/documentation/arkit/arfaceanchor
 */
export function headPose(transform: Transform): Pick<Telemetry, 'rollDeg' | 'pitchDeg' | 'yawDeg'> | undefined {
  const [, leftY, , , , upY, , , outX, outY, outZ] = transform;
  if (leftY === undefined || upY === undefined || outX === undefined || outY === undefined || outZ === undefined) {
    return undefined;
  }
  const length = Math.hypot(outX, outY, outZ);
  if (length === 0) return undefined;
  return {
    rollDeg: Math.atan2(leftY, upY) * DEG,
    pitchDeg: Math.asin(Math.max(-1, Math.min(1, outY / length))) * DEG,
    yawDeg: Math.atan2(-outX, outZ) * DEG,
  };
}
