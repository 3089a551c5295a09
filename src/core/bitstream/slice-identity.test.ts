import { describe, expect, it } from 'vitest';
import { BitWriter } from './bit-writer';
import type { PictureParameterSet, SequenceParameterSet } from './parameter-set-types';
import { parsePps } from './pps';
import { beginsPicture, readSliceIdentity, type SliceIdentity } from './slice-identity';
import { parseSps } from './sps';

/** 320x480 of fields, frame_num and POC of 4 bits, SPS 0. */
function spsWith(orderType: 0 | 1): SequenceParameterSet {
  const bits = new BitWriter().u(8, 77).u(8, 0).u(8, 30).ue(0, 0, orderType);
  if (orderType === 0) bits.ue(0);
  else bits.u(1, 0).se(0, 0).ue(0);
  const parsed = parseSps(bits.ue(1).u(1, 0).ue(19, 14).u(1, 0).u(1, 0).u(1, 1).u(1, 0).u(1, 0).nal(0x67));
  if (!parsed.ok) throw new Error(parsed.error.field);
  return parsed.value;
}

/** bottom_field_pic_order_in_frame_present_flag and redundant_pic_cnt_present_flag are 1. */
function ppsOf(id: number): PictureParameterSet {
  const bits = new BitWriter().ue(id, 0).u(1, 0).u(1, 1).ue(0, 0, 0).u(3, 0).se(0, 0, 0).u(3, 1);
  const parsed = parsePps(bits.nal(0x68));
  if (!parsed.ok) throw new Error(parsed.error.field);
  return parsed.value;
}

interface Slice {
  header?: number;
  first_mb?: number;
  pps?: number;
  frame_num?: number;
  field?: 'top' | 'bottom';
  idr_pic_id?: number;
  lsb?: number;
  delta_bottom?: number;
  delta?: readonly [number, number];
  redundant?: number;
}

function nalOf(orderType: 0 | 1, slice: Slice): Uint8Array {
  const header = slice.header ?? 0x61;
  const bits = new BitWriter().ue(slice.first_mb ?? 0, 7, slice.pps ?? 0).u(4, slice.frame_num ?? 0);
  bits.u(1, slice.field ? 1 : 0);
  if (slice.field) bits.u(1, slice.field === 'bottom' ? 1 : 0);
  if ((header & 31) === 5) bits.ue(slice.idr_pic_id ?? 0);
  if (orderType === 0) {
    bits.u(4, slice.lsb ?? 0);
    if (!slice.field) bits.se(slice.delta_bottom ?? 0);
  } else {
    const [first, second] = slice.delta ?? [0, 0];
    bits.se(first);
    if (!slice.field) bits.se(second);
  }
  return bits.ue(slice.redundant ?? 0).nal(header);
}

function identity(orderType: 0 | 1, slice: Slice): SliceIdentity {
  const nal = nalOf(orderType, slice);
  const sps = spsWith(orderType);
  return readSliceIdentity(nal, 0, nal.length, (id) => ({ sps, pps: ppsOf(id) }))!;
}

describe('beginsPicture', () => {
  it.each<[string, 0 | 1, Slice, Slice]>([
    ['frame_num', 0, { frame_num: 3 }, { frame_num: 4 }],
    ['pic_parameter_set_id', 0, {}, { pps: 1 }],
    ['field_pic_flag', 0, {}, { field: 'top' }],
    ['bottom_field_flag', 0, { field: 'top' }, { field: 'bottom' }],
    ['nal_ref_idc, where one is 0', 0, { header: 0x61 }, { header: 0x01 }],
    ['pic_order_cnt_lsb', 0, { lsb: 2 }, { lsb: 4 }],
    ['delta_pic_order_cnt_bottom', 0, { delta_bottom: 1 }, { delta_bottom: -1 }],
    ['delta_pic_order_cnt[0]', 1, { delta: [1, 0] }, { delta: [2, 0] }],
    ['delta_pic_order_cnt[1]', 1, { delta: [1, 0] }, { delta: [1, 2] }],
    ['IdrPicFlag', 0, { header: 0x65 }, { header: 0x61 }],
    ['idr_pic_id', 0, { header: 0x65, idr_pic_id: 0 }, { header: 0x65, idr_pic_id: 1 }],
  ])('sees another %s', (_, orderType, a, b) => {
    const [first, second] = [identity(orderType, a), identity(orderType, { ...b, first_mb: 9 })];
    expect(beginsPicture(first, second, true)).toBe(true);
    expect(beginsPicture(second, first, false)).toBe(true);
  });

  it.each<[string, Slice, Slice]>([
    ['slices of one picture', { frame_num: 5, lsb: 6 }, { frame_num: 5, lsb: 6, first_mb: 40 }],
    ['reference slices of different nal_ref_idc', { header: 0x61 }, { header: 0x21, first_mb: 1 }],
    ['a redundant slice', { frame_num: 5 }, { frame_num: 5, first_mb: 0, redundant: 1 }],
    ['a later slice of smaller address (ASO)', { first_mb: 40 }, { first_mb: 20 }],
  ])('keeps %s together', (_, a, b) => {
    expect(beginsPicture(identity(0, a), identity(0, b), true)).toBe(false);
  });

  it('sees a second primary slice at macroblock 0', () => {
    expect(beginsPicture(identity(0, {}), identity(0, {}), true)).toBe(true);
    expect(beginsPicture(identity(0, { first_mb: 4 }), identity(0, {}), false)).toBe(false);
  });
});

describe('readSliceIdentity', () => {
  const sets = { sps: spsWith(0), pps: ppsOf(0) };

  it('asks for more where the bytes end within the header', () => {
    const nal = nalOf(0, { frame_num: 9, lsb: 7, delta_bottom: -4 });
    for (let end = 0; end < nal.length - 1; end++) {
      expect(readSliceIdentity(nal, 0, end, () => sets)).toBeUndefined();
    }
    expect(readSliceIdentity(nal, 0, nal.length, () => sets)).toMatchObject({
      frame_num: 9,
      pic_order_cnt_lsb: 7,
      delta_pic_order_cnt_bottom: -4,
      parameterSets: sets,
    });
  });

  it('gives what can be read without parameter sets', () => {
    const nal = nalOf(0, { header: 0x65, first_mb: 12, pps: 3 });
    const found = readSliceIdentity(nal, 0, nal.length, () => undefined);
    expect(found).toMatchObject({ first_mb_in_slice: 12, pic_parameter_set_id: 3, idr: true, frame_num: 0 });
    expect(found).not.toHaveProperty('parameterSets');
  });
});
