import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { AccessUnitAssembler } from './access-unit-assembler';
import { BitWriter } from './bit-writer';
import { OutputOrder } from './output-order';
import { ParameterSetTable } from './parameter-set-table';
import type { SequenceParameterSet } from './parameter-set-types';
import { parsePps } from './pps';
import { readPrelude } from './prelude';
import { parseSps } from './sps';

interface SpsOptions {
  readonly profile?: number;
  readonly orderType?: number;
  readonly refs?: number;
  readonly interlaced?: boolean;
  readonly offsets?: readonly number[];
}

/** Order counts of 4 bits, so that they come round soon. */
function spsOf({
  profile = 77,
  orderType = 0,
  refs = 4,
  interlaced = false,
  offsets = [],
}: SpsOptions = {}): SequenceParameterSet {
  const bits = new BitWriter().u(8, profile).u(8, 0).u(8, 30).ue(0, 0, orderType);
  if (orderType === 0) bits.ue(0);
  if (orderType === 1) {
    bits
      .u(1, 1)
      .se(-1, 0)
      .ue(offsets.length)
      .se(...offsets);
  }
  bits
    .ue(refs)
    .u(1, 0)
    .ue(19, 14)
    .u(1, interlaced ? 0 : 1);
  if (interlaced) bits.u(1, 0);
  const parsed = parseSps(bits.u(1, 1).u(1, 0).u(1, 0).nal(0x67));
  if (!parsed.ok) throw new Error(parsed.error.field);
  return parsed.value;
}

function somePps() {
  const bits = new BitWriter().ue(0, 0).u(2, 0).ue(0, 0, 0).u(3, 0).se(0, 0, 0).u(3, 0);
  const parsed = parsePps(bits.nal(0x68));
  if (!parsed.ok) throw new Error(parsed.error.field);
  return parsed.value;
}

const P = 0;
const B = 1;
const I = 7;
const REFERENCE = 0x41;
const NOT_REFERENCE = 0x01;
const IDR = 0x65;

/** A stream of slices; `lsb` is taken modulo 16. */
class Slices {
  readonly order = new OutputOrder();
  constructor(readonly sps: SequenceParameterSet) {}

  see(header: number, type: number, lsb: number): this {
    const bits = new BitWriter().ue(0, type, 0).u(4, 0);
    if (header === IDR) bits.ue(0);
    const nal = bits
      .u(4, lsb % 16)
      .u(8, 0x55)
      .nal(header);
    this.order.see(nal, 0, { sps: this.sps, pps: somePps() });
    return this;
  }

  /** An IDR picture and `count` P pictures, two order counts apart. */
  group(count = 30): this {
    this.see(IDR, I, 0);
    for (let i = 1; i <= count; i++) this.see(REFERENCE, P, 2 * i);
    return this;
  }

  get inOrder(): boolean {
    return this.order.inOrder(this.sps);
  }
}

describe('the order of output', () => {
  it('is that of decoding by rule with pic_order_cnt_type 2, by Baseline and by a single reference frame', () => {
    for (const options of [{ orderType: 2, interlaced: true }, { profile: 66 }, { refs: 1 }, { refs: 0 }]) {
      expect(new Slices(spsOf(options)).inOrder).toBe(true);
    }
  });

  it('is unknown of a stream that may have B pictures, until eight pictures in a row left no room for one', () => {
    const slices = new Slices(spsOf());
    expect(slices.inOrder).toBe(false);
    expect(slices.group(6).inOrder).toBe(false);
    expect(slices.see(REFERENCE, P, 14).inOrder).toBe(true);
  });

  it('is unknown where there is room, until a whole group had no B picture', () => {
    const slices = new Slices(spsOf());
    const group = () => {
      slices.see(IDR, I, 0);
      for (let i = 1; i < 30; i++) slices.see(REFERENCE, P, 4 * i);
    };
    group();
    expect(slices.inOrder).toBe(false);
    group();
    expect(slices.inOrder).toBe(true);
  });

  it('is never known of fields', () => {
    expect(new Slices(spsOf({ interlaced: true })).group().group().group().inOrder).toBe(false);
  });

  it('is proven by frame_num with pic_order_cnt_type 1, and disproven', () => {
    const see = (slices: Slices, header: number, frame_num: number) => {
      const bits = new BitWriter().ue(0, header === IDR ? I : P, 0).u(4, frame_num % 16);
      if (header === IDR) bits.ue(0);
      slices.order.see(bits.u(8, 0x55).nal(header), 0, { sps: slices.sps, pps: somePps() });
    };
    const plain = new Slices(spsOf({ orderType: 1, offsets: [2] }));
    for (let i = 0; i < 20; i++) see(plain, i === 0 ? IDR : REFERENCE, i);
    expect(plain.inOrder).toBe(true);
    // With offset_for_non_ref_pic −1 a picture that none refers to is shown before the reference picture in front of it.
    const late = new Slices(spsOf({ orderType: 1, offsets: [2] }));
    see(late, IDR, 0);
    see(late, REFERENCE, 1);
    see(late, NOT_REFERENCE, 2);
    expect([late.inOrder, late.order.reorders]).toEqual([false, true]);
  });

  it('is another for good once there was a B slice', () => {
    const slices = new Slices(spsOf()).group().group();
    slices.see(NOT_REFERENCE, B, 62);
    expect([slices.inOrder, slices.order.reorders]).toEqual([false, true]);
    expect(slices.group().group().inOrder).toBe(false);
  });

  it('is another once a P picture comes behind one that is shown later, in Baseline too', () => {
    const slices = new Slices(spsOf({ profile: 66 }));
    slices.see(IDR, I, 0).see(REFERENCE, P, 4);
    expect(slices.inOrder).toBe(true);
    expect(slices.see(NOT_REFERENCE, P, 2).inOrder).toBe(false);
  });

  it('does not take the wrap of the order count for a fall, nor pictures that no other refers to', () => {
    const slices = new Slices(spsOf()).see(IDR, I, 0);
    for (let i = 1; i < 100; i++) slices.see(i % 2 ? NOT_REFERENCE : REFERENCE, P, 2 * i);
    expect(slices.order.reorders).toBe(false);
  });

  it.each([
    ['fixtures/b-frames', true],
    ['picture-end/fixtures/b-spatial-cavlc', true],
    ['picture-end/fixtures/b-temporal-cabac', true],
    ['picture-end/fixtures/openh264-cabac', false],
    ['fixtures/baseline', false],
    ['picture-end/fixtures/camera-cif', false],
  ])('of %s is another: %s', (name, reorders) => {
    const order = new OutputOrder();
    const table = new ParameterSetTable();
    const assembler = new AccessUnitAssembler({
      onFault: () => {},
      onAccessUnit: ({ data }) => {
        const { sps, pps, slice } = readPrelude(data);
        for (const { start, end } of sps) table.storeSps(data.subarray(start, end));
        for (const { start, end } of pps) table.storePps(data.subarray(start, end));
        order.see(data, slice, table.ofSlice(data, slice)!);
      },
    });
    assembler.push(new Uint8Array(readFileSync(new URL(`./${name}.h264`, import.meta.url))), 0);
    assembler.flush();
    expect(order.reorders).toBe(reorders);
  });
});
