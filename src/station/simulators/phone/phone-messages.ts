import type { AccessUnit } from '#core/media/access-unit';
import type { ParameterSets } from '#core/protocols/remote-camera/messages';
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

export function base64Of(data: Uint8Array): string {
  return Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('base64');
}
