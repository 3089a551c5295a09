import type { BitCursor } from './bit-cursor';

/** ref_pic_list_modification() of one list, 7.3.3.1. */
export function skipRefPicListModification(bits: BitCursor): void {
  if (bits.u1() === 0) return;
  // 32 entries and the end: more than num_ref_idx_active allows.
  for (let i = 0; i <= 33; i++) {
    const modification_of_pic_nums_idc = bits.ueUpTo(3);
    if (modification_of_pic_nums_idc === 3 || bits.bad) return;
    bits.longUe();
  }
  bits.bad = true;
}

/** pred_weight_table(), 7.3.3.2. */
export function skipPredWeightTable(bits: BitCursor, chroma: boolean, l0: number, l1: number): void {
  bits.ueUpTo(7);
  if (chroma) bits.ueUpTo(7);
  for (let i = 0; i < l0 + l1 && !bits.bad; i++) {
    if (bits.u1() === 1) skipCodes(bits, 2);
    if (chroma && bits.u1() === 1) skipCodes(bits, 4);
  }
}

/** dec_ref_pic_marking(), 7.3.3.3. */
export function readDecRefPicMarking(bits: BitCursor, idr: boolean): void {
  if (idr) {
    bits.u(2);
    return;
  }
  if (bits.u1() === 0) return;
  // A picture can hardly carry more operations than twice its references; 66 bounds the loop on noise.
  for (let i = 0; i < 66; i++) {
    const operation = bits.ueUpTo(6);
    if (operation === 0 || bits.bad) return;
    if (operation <= 4) bits.longUe();
    if (operation === 3 || operation === 6) bits.longUe();
  }
  bits.bad = true;
}

function skipCodes(bits: BitCursor, count: number): void {
  for (let i = 0; i < count; i++) bits.ueUpTo(256);
}
