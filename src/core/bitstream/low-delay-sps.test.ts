import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AccessUnitAssembler } from './access-unit-assembler';
import { BitWriter } from './bit-writer';
import { withoutRestriction } from './fixtures/without-restriction';
import { lowDelaySps } from './low-delay-sps';
import type { SequenceParameterSet } from './parameter-set-types';
import { readPrelude } from './prelude';
import { parseSps } from './sps';

const corpus: { name: string; sps: string }[] = JSON.parse(
  readFileSync(new URL('./fixtures/sps-corpus.json', import.meta.url), 'utf8'),
);
const bytes = (hex: string) => new Uint8Array(Buffer.from(hex, 'hex'));
const fixture = (name: string) => new Uint8Array(readFileSync(new URL(`./fixtures/${name}.h264`, import.meta.url)));

const ffmpeg = process.env.FFMPEG_BIN ?? 'ffmpeg';
const hasFfmpeg = spawnSync(ffmpeg, ['-version']).status === 0;
function runFfmpeg(input: Uint8Array, args: string[], level = 'error') {
  const { stdout, stderr } = spawnSync(ffmpeg, ['-v', level, '-f', 'h264', '-i', 'pipe:0', ...args], {
    input,
    encoding: 'utf8',
  });
  return { stdout, stderr };
}

function parse(nal: Uint8Array): SequenceParameterSet {
  const parsed = parseSps(nal);
  if (!parsed.ok) throw new Error(`${parsed.error.fault} at ${parsed.error.field}`);
  return parsed.value;
}

/** What must come of it: the same, and a restriction that lets nothing be held back. */
function expectLowDelay(original: Uint8Array) {
  const before = parse(original);
  const rewritten = lowDelaySps(original)!;
  expect(parse(rewritten)).toEqual({
    ...before,
    vui: {
      ...before.vui,
      bitstream_restriction: { max_num_reorder_frames: 0, max_dec_frame_buffering: before.max_num_ref_frames },
    },
  });
  expect(rewritten[0]).toBe(original[0]);
  expect(Buffer.from(rewritten).includes(Buffer.of(0, 0, 0))).toBe(false);
  return rewritten;
}

describe('an SPS that says nothing of reordering', () => {
  it.each(corpus.map(({ name, sps }) => [name, bytes(sps)] as const))(
    '"%s" differs in its restriction alone',
    (_, nal) => {
      const restricted = parse(nal).vui?.bitstream_restriction !== undefined;
      if (restricted) expect(lowDelaySps(nal)).toBeUndefined();
      expectLowDelay(restricted ? withoutRestriction(nal) : nal);
    },
  );

  it('is rewritten once: the result is left alone', () => {
    expect(lowDelaySps(lowDelaySps(bytes('674d001495a8582590'))!)).toBeUndefined();
  });

  it('has every bit where the standard has it, and emulation prevention where the bytes need it', () => {
    const timing = fc.record({ tick: fc.constantFrom(1, 3, 256, 1001), scale: fc.constantFrom(2, 50, 0x30000, 60000) });
    fc.assert(
      fc.property(
        fc.constantFrom(66, 77),
        fc.nat(31),
        fc.nat(16),
        fc.option(timing),
        fc.option(fc.tuple(fc.constantFrom(0, 1, 3), fc.constantFrom(0, 1, 3))),
        (profile, id, refs, clock, sar) => {
          const bits = new BitWriter().u(8, profile).u(8, 0).u(8, 30).ue(id, 0, 2, refs).u(1, 0);
          bits.ue(19, 14).u(1, 1).u(1, 1).u(1, 0);
          if (!clock && !sar) bits.u(1, 0);
          else {
            bits.u(1, 1).u(1, sar ? 1 : 0);
            if (sar) bits.u(8, 255).u(16, sar[0]).u(16, sar[1]);
            bits.u(3, 0).u(1, clock ? 1 : 0);
            if (clock) bits.u(32, clock.tick).u(32, clock.scale).u(1, 1);
            bits.u(4, 0);
          }
          expectLowDelay(bits.nal(0x67));
        },
      ),
    );
  });

  it('is left alone where it cannot be read', () => {
    const nal = bytes('674d001495a8582590');
    for (let length = 0; length < nal.length - 1; length++) {
      expect(lowDelaySps(nal.subarray(0, length))).toBeUndefined();
    }
    expect(lowDelaySps(Uint8Array.of(0x6f, ...nal.subarray(1)))).toBeUndefined();
    fc.assert(fc.property(fc.uint8Array({ maxLength: 40 }), (noise) => void lowDelaySps(noise)));
  });
});

/** Each SPS of a clip put through `rewrite`. */
function withSps(clip: Uint8Array, rewrite: (nal: Uint8Array) => Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [];
  const assembler = new AccessUnitAssembler({
    onFault: (fault) => expect(fault).toBeUndefined(),
    onAccessUnit: ({ data }) => {
      let from = 0;
      for (const { start, end } of readPrelude(data).sps) {
        parts.push(data.subarray(from, start), rewrite(data.subarray(start, end)));
        from = end;
      }
      parts.push(data.subarray(from));
    },
  });
  assembler.push(clip, 0);
  assembler.flush();
  return new Uint8Array(Buffer.concat(parts));
}

describe.skipIf(!hasFfmpeg)('ffmpeg', () => {
  const clips = ['baseline', 'main-cabac', 'high-8x8', 'four-slices', '../picture-end/fixtures/camera-cif'];

  it.each(clips)('reads what we wrote into %s, and decodes the same pictures', (name) => {
    const silent = withSps(fixture(name), (nal) =>
      parse(nal).vui?.bitstream_restriction ? withoutRestriction(nal) : nal,
    );
    const rewritten = withSps(silent, (nal) => lowDelaySps(nal)!);
    const fields = (clip: Uint8Array) => {
      const { stderr } = runFfmpeg(
        clip,
        ['-c', 'copy', '-bsf:v', 'trace_headers', '-frames:v', '1', '-f', 'null', '-'],
        'info',
      );
      const section = stderr.split('] Sequence Parameter Set\n')[1]!.split('rbsp_stop_one_bit')[0]!;
      const lines = section.matchAll(/\] \d+ +([\w[\]]+) +[01]+ = (-?\d+)/g);
      return Object.fromEntries([...lines].map(([, field, value]) => [field!, Number(value)]));
    };
    const before = fields(silent);
    expect(fields(rewritten)).toEqual({
      ...(before.vui_parameters_present_flag ? {} : BARE_VUI),
      ...before,
      vui_parameters_present_flag: 1,
      bitstream_restriction_flag: 1,
      motion_vectors_over_pic_boundaries_flag: 1,
      max_bytes_per_pic_denom: 2,
      max_bits_per_mb_denom: 1,
      log2_max_mv_length_horizontal: 15,
      log2_max_mv_length_vertical: 15,
      max_num_reorder_frames: 0,
      max_dec_frame_buffering: before.max_num_ref_frames,
    });
    const decoded = (clip: Uint8Array) => runFfmpeg(clip, ['-f', 'framemd5', '-']);
    const digests = ({ stdout }: { stdout: string }) => stdout.match(/[0-9a-f]{32}$/gm);
    expect(decoded(rewritten).stderr).toBe('');
    expect(digests(decoded(rewritten))).toEqual(digests(decoded(silent)));
    expect(digests(decoded(rewritten))!.length).toBeGreaterThan(5);
  });
});

const BARE_VUI = {
  aspect_ratio_info_present_flag: 0,
  overscan_info_present_flag: 0,
  video_signal_type_present_flag: 0,
  chroma_loc_info_present_flag: 0,
  timing_info_present_flag: 0,
  nal_hrd_parameters_present_flag: 0,
  vcl_hrd_parameters_present_flag: 0,
  pic_struct_present_flag: 0,
};
