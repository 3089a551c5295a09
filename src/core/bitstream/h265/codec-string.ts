import type { ProfileTierLevel } from './profile-tier-level';

/**
 * The codecs parameter of ISO/IEC 14496-15, Annex E.3: `hev1.1.6.L93.B0`, as WebCodecs and MSE take it.
 *
 * @param entry `hev1` where parameter sets stand in the pictures, `hvc1` where they stand in the description alone
 */
export function hevcCodecString(
  {
    general_profile_space,
    general_tier_flag,
    general_profile_idc,
    general_profile_compatibility_flags,
    general_constraint_indicator_flags,
    general_level_idc,
  }: ProfileTierLevel,
  entry: 'hev1' | 'hvc1' = 'hev1',
): string {
  const space = ['', 'A', 'B', 'C'][general_profile_space] ?? '';
  const constraints = [...general_constraint_indicator_flags];
  while (constraints.at(-1) === 0) constraints.pop();
  return [
    entry,
    `${space}${general_profile_idc}`,
    hex(reversed(general_profile_compatibility_flags)),
    `${general_tier_flag ? 'H' : 'L'}${general_level_idc}`,
    ...constraints.map(hex),
  ].join('.');
}

function hex(value: number): string {
  return value.toString(16).toUpperCase();
}

/** The 32 bits from the last to the first. */
function reversed(bits: number): number {
  let out = 0;
  for (let i = 0; i < 32; i++) out = out * 2 + (Math.floor(bits / 2 ** i) % 2);
  return out;
}
