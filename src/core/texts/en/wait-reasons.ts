/** Why a picture's end had to wait for the next start code, by what the station calls it. */
export const WAIT_REASONS_TEXTS = {
  'waited.slice-type-sp-si': 'slice type SP or SI',
  'waited.data-partitioning': 'data partitioning',
  'waited.field-picture': 'field picture',
  'waited.mbaff': 'macroblock-adaptive frame/field',
  'waited.slice-groups': 'slice groups',
  'waited.redundant-pictures': 'redundant pictures',
  'waited.arbitrary-slice-order': 'arbitrary slice order',
  'waited.chroma-format': 'chroma format',
  'waited.bit-depth': 'bit depth',
  'waited.several-pps': 'several picture parameter sets',
  'waited.slice-header': 'slice header',
  'waited.macroblock': 'macroblock',
  'waited.slice-end': 'slice end',
  'waited.slice-missing': 'slice missing',
  'waited.bytes-behind-the-end': 'bytes behind the end',
  'waited.sender-pauses': 'the sender pauses within pictures',
} as const;
