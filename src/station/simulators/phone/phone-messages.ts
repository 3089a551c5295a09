import { annexBOf, lengthPrefixed, nalUnitsOf } from '#core/bitstream/avcc';
import { hevcNalType, isHevcParameterSet } from '#core/bitstream/h265/nal';
import { NalUnitType, nalUnitType } from '#core/bitstream/nal';
import type { AccessUnit } from '#core/media/access-unit';
import type { ParameterSets } from '#core/protocols/remote-camera/messages';

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
  return base64Of(framing === 'avcc' ? Buffer.concat(lengthPrefixed(sent)) : annexBOf(sent));
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

function isParameterSet([header = 0]: Uint8Array, codec: 'h264' | 'h265'): boolean {
  if (codec === 'h265') return isHevcParameterSet(hevcNalType(header));
  const type = nalUnitType(header);
  return type === NalUnitType.sps || type === NalUnitType.pps;
}
