import {
  type ContextInit,
  INTER_INIT_0,
  INTER_INIT_1,
  INTER_INIT_2,
  INTRA_INIT,
  SECOND_RUN,
} from './cabac-init-tables';

/** Contexts up to the last that frame macroblocks of 4:2:0 use. */
export const CONTEXT_COUNT = 436;

const INTER_INIT: readonly ContextInit[] = [INTER_INIT_0, INTER_INIT_1, INTER_INIT_2];

/**
 * Sets all contexts to what they are at the start of a slice, 9.3.1.1, as 2 * pStateIdx + valMPS each.
 *
 * @param cabac_init_idc 0..2, or -1 in an I slice.
 * @param SliceQPY 0..51.
 */
export function initContexts(contexts: Uint8Array, cabac_init_idc: number, SliceQPY: number): void {
  const init = INTER_INIT[cabac_init_idc] ?? INTRA_INIT;
  initRun(contexts, 0, init.first, SliceQPY);
  initRun(contexts, SECOND_RUN, init.second, SliceQPY);
}

function initRun(contexts: Uint8Array, first: number, pairs: readonly number[], SliceQPY: number): void {
  for (let i = 0; i < pairs.length; i += 2) {
    const preCtxState = Math.min(Math.max(((pairs[i]! * SliceQPY) >> 4) + pairs[i + 1]!, 1), 126);
    contexts[first + (i >> 1)] = preCtxState <= 63 ? (63 - preCtxState) << 1 : ((preCtxState - 64) << 1) | 1;
  }
}
