import type { AccessUnit } from '#core/media/access-unit';
import type { ParameterSets } from '#core/protocols/remote-camera/messages';
import type { CameraMetadata } from '#core/protocols/remote-camera/metadata';
import { joinAnnexB } from '#core/protocols/remote-camera/nalu-data';
import { isParameterSet, nalUnitsOf, toAvcc } from './nal-units';

/** How a sender tells NAL units apart, and what it does with its parameter sets. */
export interface NaluStyle {
  readonly codec: 'h264' | 'h265';
  readonly framing: 'avcc' | 'annexb';
  /** `none` is what the original does. */
  readonly parameterSets: 'inband' | 'handshake' | 'none';
}

/** A picture as a message's `naluData`, in base64. */
export function naluDataOf(picture: AccessUnit, { codec, framing, parameterSets }: NaluStyle): string {
  const units = nalUnitsOf(picture.data);
  const sent = parameterSets === 'inband' ? units : units.filter((unit) => !isParameterSet(unit, codec));
  return base64Of(framing === 'avcc' ? toAvcc(sent) : joinAnnexB(sent));
}

/** The parameter sets of a key picture, as our extension of the handshake gives them. */
export function parameterSetsOf(key: AccessUnit, codec: 'h264' | 'h265'): ParameterSets {
  return {
    codec,
    nalus: nalUnitsOf(key.data)
      .filter((unit) => isParameterSet(unit, codec))
      .map(base64Of),
  };
}

/** What the phone sees at a time: a head that looks around, speaks and blinks. @param ms since the clip began */
export function faceAt(ms: number): CameraMetadata {
  const turn = (period: number, most: number) => most * Math.sin((2 * Math.PI * ms) / period);
  const yaw = turn(6000, 0.5);
  const roll = turn(4500, 0.25);
  const [cy, sy, cr, sr] = [Math.cos(yaw), Math.sin(yaw), Math.cos(roll), Math.sin(roll)];
  return {
    type: 'arFace',
    face: {
      blendShapes: {
        jawOpen: Math.max(0, turn(700, 0.6)),
        mouthSmileLeft: 0.5 + turn(5000, 0.4),
        mouthSmileRight: 0.5 + turn(5000, 0.4),
        browInnerUp: Math.max(0, turn(8000, 0.8)),
        eyeBlinkLeft: ms % 3000 < 150 ? 1 : 0,
        eyeBlinkRight: ms % 3000 < 150 ? 1 : 0,
      },
      trackingState: 'normal',
      headTransform: [cy * cr, sr, sy * cr, 0, -cy * sr, cr, -sy * sr, 0, -sy, 0, cy, 0, 0, 0, -0.4, 1],
    },
  };
}

export function base64Of(data: Uint8Array): string {
  return Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('base64');
}
