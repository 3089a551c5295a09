import type { AssemblerFault } from '#core/bitstream/assembler-fault';

/** What a fault in a stream's bytes means for what is shown of it. */
export type FaultEffect =
  /** What is needed to decode has not come yet. */
  | 'lacks-parameter-sets'
  /** A part of a picture is gone: what refers to it would be false. */
  | 'loss'
  /** Counted; no picture is false because of it. */
  | 'counted';

/** The same for every source and codec. */
export const FAULT_EFFECTS: Readonly<Record<AssemblerFault['kind'], FaultEffect>> = {
  'waiting-for-parameter-sets': 'lacks-parameter-sets',
  'incomplete-picture': 'loss',
  oversize: 'loss',
  'missing-pictures': 'loss',
  'damaged-picture': 'loss',
  'broken-slice': 'loss',
  'forbidden-zero-bit': 'loss',
  garbage: 'counted',
  'parameter-set': 'counted',
  'late-slice': 'counted',
};
