import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BitWriter } from './bit-writer';
import { codecString } from './codec-string';
import { formatOf } from './format';
import type { SequenceParameterSet, VuiParameters } from './parameter-set-types';
import { parsePps } from './pps';
import { parseSps } from './sps';
import { wholeSps } from './whole-sps';

interface CorpusEntry {
  readonly name: string;
  readonly sps: string;
  readonly pps: string;
  readonly ffprobe: Readonly<Record<string, string | number>>;
  readonly spsFields: Readonly<Record<string, number>>;
  readonly ppsFields: Readonly<Record<string, number>>;
}

const corpus: CorpusEntry[] = JSON.parse(readFileSync(new URL('./fixtures/sps-corpus.json', import.meta.url), 'utf8'));
const bytes = (hex: string) => new Uint8Array(Buffer.from(hex, 'hex'));

function good(nal: Uint8Array): SequenceParameterSet {
  const parsed = parseSps(nal);
  if (!parsed.ok) throw new Error(`${parsed.error.fault} at ${parsed.error.field}`);
  return parsed.value;
}

/** profile_idc and constraints as ffprobe names them. */
function profileName({ profile_idc, constraint_flags }: SequenceParameterSet): string {
  const names: Record<number, string> = {
    66: (constraint_flags & 0x40) !== 0 ? 'Constrained Baseline' : 'Baseline',
    77: 'Main',
    100: 'High',
    110: 'High 10',
    122: 'High 4:2:2',
    244: 'High 4:4:4 Predictive',
  };
  const name = names[profile_idc] ?? '';
  return (constraint_flags & 0x10) !== 0 && profile_idc > 100 ? `${name} Intra` : name;
}

/** The fields that both know, flags as numbers. */
function shared(theirs: Readonly<Record<string, number>>, ours: object) {
  const both = Object.entries(ours).filter(([field]) => field in theirs);
  return {
    ours: Object.fromEntries(both.map(([field, value]) => [field, Number(value)])),
    theirs: Object.fromEntries(both.map(([field]) => [field, theirs[field]])),
  };
}

const rate = ({ time_scale = 0, num_units_in_tick = 0 }: VuiParameters) => time_scale / (2 * num_units_in_tick);
const fraction = (text: string) => Number(text.split('/')[0]) / Number(text.split('/')[1]);

function exceptVuiPlace({ broken_vui_at: _, ...sps }: SequenceParameterSet) {
  return sps;
}

describe('an SPS cut inside its VUI', () => {
  it('is written whole with what came of it, and is left alone where it is whole', () => {
    for (const entry of corpus) {
      const nal = bytes(entry.sps);
      expect(wholeSps(nal, good(nal))).toBe(nal);
      for (let length = 0; length < nal.length; length++) {
        const cut = parseSps(nal.subarray(0, length));
        if (!cut.ok || cut.value.broken_vui_at === undefined) continue;
        const mended = good(wholeSps(nal.subarray(0, length), cut.value));
        expect(mended).toEqual(exceptVuiPlace(cut.value));
        expect(good(nal)).toMatchObject({ ...mended, vui: { ...mended.vui } });
      }
    }
  });
});

describe('parseSps', () => {
  it.each(corpus.map((entry) => [entry.name, entry] as const))('reads "%s" as ffprobe does', (name, entry) => {
    const sps = good(bytes(entry.sps));
    const { ffprobe } = entry;
    expect(profileName(sps)).toBe(ffprobe.profile);
    expect(sps.width).toBe(ffprobe.width);
    expect(sps.height).toBe(ffprobe.height);
    expect(sps.level_idc).toBe(ffprobe.level);
    const { bitstream_restriction, ...vuiFields } = sps.vui ?? {};
    const known = shared(entry.spsFields, { ...sps, ...vuiFields, ...bitstream_restriction });
    expect(known.ours).toEqual(known.theirs);
    expect(Object.keys(known.ours).length).toBeGreaterThanOrEqual(10);

    const format = String(ffprobe.pix_fmt);
    const depth = Number(/p(\d+)le$/.exec(format)?.[1] ?? 8);
    const chroma = name.includes('gray') ? 0 : ['420', '422', '444'].findIndex((it) => format.includes(it)) + 1;
    expect([sps.chroma_format_idc, sps.bit_depth_luma_minus8]).toEqual([chroma, depth - 8]);
    expect(sps.frame_mbs_only_flag).toBe(!name.includes('interlaced'));

    const { vui } = sps;
    expect(vui?.sar_width && `${vui.sar_width}:${vui.sar_height}`).toBe(ffprobe.sample_aspect_ratio);
    if (ffprobe.color_range !== undefined) expect(vui?.video_full_range_flag).toBe(ffprobe.color_range === 'pc');
    if (vui?.num_units_in_tick !== undefined) expect(rate(vui)).toBeCloseTo(fraction(String(ffprobe.r_frame_rate)), 3);
    if (vui?.bitstream_restriction) {
      expect(vui.bitstream_restriction.max_num_reorder_frames).toBe(ffprobe.has_b_frames);
    }
  });

  it('reads the colours of "bt2020 pq"', () => {
    const { vui } = good(bytes(corpus.find(({ name }) => name === 'bt2020 pq')!.sps));
    expect(vui).toMatchObject({ colour_primaries: 9, transfer_characteristics: 16, matrix_coefficients: 9 });
  });

  it('gives the codec string of RFC 6381, and the format of an access unit', () => {
    for (const { sps, pps, ffprobe } of corpus) {
      expect(codecString(good(bytes(sps)))).toBe(`avc1.${sps.slice(2, 8)}`);
      for (const start of ['00000001', '000001']) {
        const unit = bytes(`${start}0910${start}${sps}${start}${pps}${start}6588${'00'.repeat(5)}`);
        expect(formatOf(unit)).toMatchObject({
          codec: `avc1.${sps.slice(2, 8)}`,
          width: ffprobe.width,
          height: ffprobe.height,
        });
      }
    }
    expect(formatOf(bytes('000000016742c0'))).toBeUndefined();
    expect(formatOf(bytes(`00000001419a00000001${corpus[0]!.sps}`))).toBeUndefined();
    expect(formatOf(new Uint8Array(0))).toBeUndefined();
  });

  it('names where an SPS is truncated, and never takes a part for another whole', () => {
    for (const entry of corpus) {
      const whole = bytes(entry.sps);
      for (let length = 0; length < whole.length; length++) {
        const parsed = parseSps(whole.subarray(0, length));
        // Only the trailing bits may be missing.
        if (parsed.ok && parsed.value.broken_vui_at === undefined) expect(parsed.value).toEqual(good(whole));
        if (parsed.ok) expect(good(whole)).toMatchObject(exceptVuiPlace(parsed.value));
        else expect(parsed.error).toMatchObject({ fault: 'truncated', bitOffset: expect.any(Number) });
        if (!parsed.ok) expect(parsed.error.bitOffset).toBeLessThanOrEqual(length * 8);
        if (length < whole.length - 1) expect(parsed.ok && parsed.value.broken_vui_at === undefined).toBe(false);
      }
    }
  });

  it('never throws on noise, and what it accepts is within the standard', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...corpus),
        fc.array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 })), { maxLength: 6 }),
        (entry, flips) => {
          const nal = bytes(entry.sps);
          for (const [where, mask] of flips) nal[1 + (where % (nal.length - 1))]! ^= mask;
          const parsed = parseSps(nal);
          if (!parsed.ok) return;
          const { width, height } = parsed.value;
          expect(width > 0 && height > 0 && width * height <= 139264 * 256).toBe(true);
        },
      ),
      { numRuns: 1000 },
    );
  });

  /** Baseline, 20x15 macroblocks, with what follows the level as the test wants it. */
  const start = (profile = 66) => new BitWriter().u(8, profile).u(8, 0).u(8, 30);
  const rest = (bits: BitWriter) => bits.ue(1).u(1, 0).ue(19, 14).u(1, 1).u(1, 1).u(1, 0).u(1, 0);

  it('reads pic_order_cnt_type 1', () => {
    const bits = start().ue(0, 4, 1).u(1, 1).se(-3, 2_000_000_000).ue(2).se(5, -6);
    expect(good(rest(bits).nal(0x67))).toMatchObject({
      pic_order_cnt_type: 1,
      delta_pic_order_always_zero_flag: true,
      log2_max_frame_num_minus4: 4,
      max_num_ref_frames: 1,
      width: 320,
      height: 240,
    });
  });

  it('crops separate colour planes by single samples, and 4:2:0 fields by four lines', () => {
    const planes = start(244).ue(0, 3).u(1, 1).ue(0, 0).u(1, 0).u(1, 0).ue(0, 2, 1).u(1, 0).ue(19, 14).u(1, 1).u(1, 1);
    expect(good(planes.u(1, 1).ue(1, 2, 3, 4).u(1, 0).nal(0x67))).toMatchObject({
      separate_colour_plane_flag: true,
      width: 317,
      height: 233,
    });
    const fields = start(77).ue(0, 0, 2, 1).u(1, 0).ue(19, 14).u(1, 0).u(1, 1).u(1, 1);
    expect(good(fields.u(1, 1).ue(1, 2, 3, 4).u(1, 0).nal(0x67))).toMatchObject({
      mb_adaptive_frame_field_flag: true,
      width: 314,
      height: 480 - 28,
    });
  });

  it('takes a VUI with a zero tick as one that says nothing of time', () => {
    const bits = start().ue(0, 0, 2, 1).u(1, 0).ue(19, 14).u(1, 1).u(1, 1).u(1, 0).u(1, 1);
    const vui = bits.u(4, 0).u(1, 1).u(32, 0).u(32, 0).u(1, 0).u(4, 0);
    expect(good(vui.nal(0x67)).vui).toEqual({});
  });

  it.each([
    ['seq_parameter_set_id', start().ue(32)],
    ['log2_max_frame_num_minus4', start().ue(0, 13)],
    ['pic_order_cnt_type', start().ue(0, 0, 3)],
    ['log2_max_pic_order_cnt_lsb_minus4', start().ue(0, 0, 0, 13)],
    ['max_num_ref_frames', start().ue(0, 0, 2, 17)],
    ['pic_width_in_mbs_minus1', start().ue(0, 0, 2, 1).u(1, 0).ue(1055)],
    ['pic_height_in_map_units_minus1', start().ue(0, 0, 2, 1).u(1, 0).ue(1054, 1054).u(3, 7)],
    ['direct_8x8_inference_flag', start().ue(0, 0, 2, 1).u(1, 0).ue(9, 9).u(3, 0)],
    ['frame_crop_right_offset', start().ue(0, 0, 2, 1).u(1, 0).ue(0, 0).u(2, 3).u(1, 1).ue(4, 4)],
    ['chroma_format_idc', start(100).ue(0, 4)],
    ['bit_depth_luma_minus8', start(110).ue(0, 1, 7)],
  ])('refuses %s out of its range, by name', (field, bits) => {
    expect(parseSps(bits.u(32, 0xffffffff).nal(0x67))).toMatchObject({
      ok: false,
      error: { fault: 'out-of-range', field },
    });
  });

  it('refuses what is no SPS', () => {
    expect(parseSps(bytes(corpus[0]!.pps))).toMatchObject({ error: { fault: 'unsupported', field: 'nal_unit_type' } });
    expect(parseSps(bytes('e742c01e'))).toMatchObject({
      error: { fault: 'out-of-range', field: 'forbidden_zero_bit' },
    });
  });
});

describe('parsePps', () => {
  it('reads every PPS of the corpus to its last bit', () => {
    for (const { name, sps, pps, ppsFields } of corpus) {
      const parsed = parsePps(bytes(pps), good(bytes(sps)));
      expect(parsed.ok, name).toBe(true);
      const known = shared(ppsFields, parsed.ok ? parsed.value : {});
      expect(known.ours, name).toEqual(known.theirs);
      expect(Object.keys(known.ours).length).toBeGreaterThan(14);
    }
  });

  it('reads what x264 was told', () => {
    const pps = (wanted: string) => {
      const entry = corpus.find(({ name }) => name === wanted)!;
      const parsed = parsePps(bytes(entry.pps), good(bytes(entry.sps)));
      return parsed.ok ? parsed.value : undefined;
    };
    expect(pps('constrained intra')?.constrained_intra_pred_flag).toBe(true);
    expect(pps('weighted prediction')).toMatchObject({ weighted_pred_flag: true, weighted_bipred_idc: 2 });
    expect(pps('high scaling lists jvt')?.transform_8x8_mode_flag).toBe(true);
    expect(pps('sps id 5')?.seq_parameter_set_id).toBe(5);
  });

  it('needs the chroma format for the number of 8x8 scaling lists', () => {
    const entry = corpus.find(({ name }) => name === 'high444 scaling lists own')!;
    expect(parsePps(bytes(entry.pps), good(bytes(entry.sps))).ok).toBe(true);
  });

  /** What follows the slice groups: reference counts, weights, QPs, and three flags. */
  const tail = (bits: BitWriter) => bits.ue(3, 2).u(1, 1).u(2, 1).se(-20, 5, -2).u(3, 0b101);
  const head = (groups: number) => new BitWriter().ue(7, 3).u(2, 0b10).ue(groups);

  it.each([
    ['0, runs', head(2).ue(0, 10, 20, 30), { slice_group_map_type: 0 }],
    ['1, dispersed', head(1).ue(1), { slice_group_map_type: 1 }],
    ['2, rectangles', head(2).ue(2, 3, 50, 60, 99), { slice_group_map_type: 2 }],
    ['3, box-out', head(1).ue(3).u(1, 1).ue(9), { slice_group_map_type: 3, slice_group_change_rate_minus1: 9 }],
    ['5, wipe', head(1).ue(5).u(1, 0).ue(0), { slice_group_map_type: 5, slice_group_change_rate_minus1: 0 }],
    ['6, explicit', head(4).ue(6, 4).u(15, 0b000_001_010_011_100), { slice_group_map_type: 6 }],
  ])('reads slice groups of type %s', (_, bits, wanted) => {
    expect(parsePps(tail(bits).nal(0x68))).toEqual({
      ok: true,
      value: expect.objectContaining({
        pic_parameter_set_id: 7,
        seq_parameter_set_id: 3,
        num_ref_idx_l0_default_active_minus1: 3,
        num_ref_idx_l1_default_active_minus1: 2,
        weighted_bipred_idc: 1,
        pic_init_qp_minus26: -20,
        chroma_qp_index_offset: -2,
        deblocking_filter_control_present_flag: true,
        redundant_pic_cnt_present_flag: true,
        transform_8x8_mode_flag: false,
        ...wanted,
      }),
    });
  });

  it('names what is out of range or missing', () => {
    const fault = (bits: BitWriter) => parsePps(bits.nal(0x68));
    expect(fault(new BitWriter().ue(256))).toMatchObject({ error: { field: 'pic_parameter_set_id' } });
    expect(fault(head(8))).toMatchObject({ error: { fault: 'out-of-range', field: 'num_slice_groups_minus1' } });
    expect(fault(head(7).ue(6, 100_000))).toMatchObject({ error: { fault: 'truncated', field: 'slice_group_id' } });
    expect(fault(head(0).ue(32))).toMatchObject({ error: { field: 'num_ref_idx_l0_default_active_minus1' } });
    expect(parsePps(new Uint8Array(0))).toMatchObject({ error: { fault: 'truncated', field: 'forbidden_zero_bit' } });
  });

  it('never throws on noise', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (noise) => {
        expect(typeof parsePps(Uint8Array.from([0x68, ...noise])).ok).toBe('boolean');
      }),
      { numRuns: 1000 },
    );
  });
});
