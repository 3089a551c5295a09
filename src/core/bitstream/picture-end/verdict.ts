/** What the finder does not read. The picture's end is then the next start code. */
export type UnsupportedReason =
  | 'slice-type-sp-si'
  | 'data-partitioning'
  | 'field-picture'
  | 'mbaff'
  | 'slice-groups'
  | 'redundant-pictures'
  | 'arbitrary-slice-order'
  | 'chroma-format'
  | 'bit-depth'
  | 'several-pps';

/** What contradicts the standard, by where it was noticed. */
export type DamageReason = 'slice-header' | 'macroblock' | 'slice-end' | 'slice-missing' | 'bytes-behind-the-end';

/** What a picture is found to be once all of it is there; `unknown` where its slices are not read. */
export type Wholeness = 'whole' | 'unknown' | DamageReason;

/**
 * What is known of the picture's end.
 *
 * - `more`: it has not arrived yet, as far as one can tell.
 * - `end`: `offset` bytes of the access unit are the picture: the last of them holds the rbsp_stop_one_bit. cabac_zero_words
 *   that may follow count as trailing bytes: a decoder has no use for them.
 * - `unsupported`, `damaged`: it cannot be told before the next start code. Stays so until the next picture.
 */
export type PictureEnd =
  | { readonly state: 'more' }
  | { readonly state: 'end'; readonly offset: number }
  | { readonly state: 'unsupported'; readonly reason: UnsupportedReason }
  | { readonly state: 'damaged'; readonly reason: DamageReason };

/** The one `more`, so that asking in vain allocates nothing. */
export const MORE: PictureEnd = { state: 'more' };
