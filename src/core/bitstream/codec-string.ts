import type { SequenceParameterSet } from './parameter-set-types';

/** The codec parameter of RFC 6381, 3.3: `avc1.PPCCLL`, as WebCodecs and MSE take it. */
export function codecString(sps: Pick<SequenceParameterSet, 'profile_idc' | 'constraint_flags' | 'level_idc'>): string {
  const hex = [sps.profile_idc, sps.constraint_flags, sps.level_idc].map((byte) => byte.toString(16).padStart(2, '0'));
  return `avc1.${hex.join('')}`;
}
