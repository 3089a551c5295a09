import type { FieldReader } from '../field-reader';

/** profile_tier_level() (7.3.3), the general part. */
export interface ProfileTierLevel {
  readonly general_profile_space: number;
  readonly general_tier_flag: boolean;
  readonly general_profile_idc: number;
  /** general_profile_compatibility_flag[0] in bit 31 … [31] in bit 0. */
  readonly general_profile_compatibility_flags: number;
  /** The 48 bits from general_progressive_source_flag on, as six bytes. */
  readonly general_constraint_indicator_flags: readonly number[];
  /** Thirty times the level: 93 is 3.1. */
  readonly general_level_idc: number;
}

/** Reads it with profilePresentFlag 1, and passes over what it says of sub-layers. */
export function readProfileTierLevel(fields: FieldReader, maxSubLayersMinus1: number): ProfileTierLevel {
  const general = {
    general_profile_space: fields.u('general_profile_space', 2),
    general_tier_flag: fields.flag('general_tier_flag'),
    general_profile_idc: fields.u('general_profile_idc', 5),
    general_profile_compatibility_flags: fields.u('general_profile_compatibility_flags', 32),
    general_constraint_indicator_flags: Array.from({ length: 6 }, () =>
      fields.u('general_constraint_indicator_flags', 8),
    ),
    general_level_idc: fields.u('general_level_idc', 8),
  };
  if (maxSubLayersMinus1 === 0) return general;
  const present = Array.from({ length: 8 }, () => fields.u('sub_layer_present_flags', 2));
  for (const flags of present.slice(0, maxSubLayersMinus1)) {
    const bits = (flags & 2 ? 88 : 0) + (flags & 1 ? 8 : 0);
    for (let left = bits; left > 0; left -= 8) fields.u('sub_layer_profile_tier_level', 8);
  }
  return general;
}
