import type { Entry } from '../../media/access-unit';
import { BitWriter } from '../bit-writer';
import { NalUnitType, nalUnitType } from '../nal';
import type { NalRange } from '../open-picture';
import { type Prelude, readPrelude } from '../prelude';
import { recoveryCountOf } from '../recovery-point-sei';
import { splice } from '../splice';

/** A recovery point (D.1.8) with recovery_frame_cnt 0, exact_match_flag 1, broken_link_flag 0, changing_slice_group_idc 0. */
const RECOVERED_HERE = new BitWriter().u(8, 6).u(8, 1).ue(0).u(1, 1).u(1, 0).u(2, 0).u(3, 0b100).nal(NalUnitType.sei);

/** The recovery_frame_cnt of a picture of H.264; `undefined` where it bears no recovery point. */
export function recoveryOf(data: Uint8Array, sei: readonly NalRange[]): number | undefined {
  for (const { start, end } of sei) {
    const count = recoveryCountOf(data.subarray(start, end), 1);
    if (count !== undefined) return count;
  }
  return undefined;
}

/** How decoding can begin at a picture of H.264, by what it says itself. */
export function readEntry(data: Uint8Array): Entry | undefined {
  const { sei, slice } = readPrelude(data);
  if (slice !== -1 && nalUnitType(data[slice]!) === NalUnitType.sliceIdr) return 'idr';
  const recovery = recoveryOf(data, sei);
  return recovery === undefined ? undefined : { recovery };
}

/** Has a picture say that decoding can begin with it: decoders that begin at recovery points then do. Copied. */
export function withRecoveryPoint(data: Uint8Array, { slice }: Prelude): Uint8Array {
  if (slice === -1) return data;
  const zeros = data[slice - 4] === 0 ? 4 : 3;
  return splice(data, [], slice - zeros, [RECOVERED_HERE]);
}
