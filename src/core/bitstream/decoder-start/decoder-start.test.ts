import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import type { AccessUnit } from '../../media/access-unit';
import { AccessUnitAssembler } from '../access-unit-assembler';
import { readPrelude } from '../prelude';
import { DecoderFeed } from './decoder-feed';
import { decoderNals } from './decoder-nals';
import type { FedPicture } from './decoder-start';
import { EntryJudge } from './entry-judge';
import { readEntry } from './recovery-point';

const [WIDTH, HEIGHT] = [160, 128];
const PICTURE_BYTES = (WIDTH * HEIGHT * 3) / 2;

/** A moving picture by x264. */
function encode(profile: string, params: string, frames = 48): Uint8Array {
  return execFileSync(
    'ffmpeg',
    [
      ...['-v', 'error', '-f', 'lavfi', '-i', `testsrc2=s=${WIDTH}x${HEIGHT}:r=30`, '-frames:v', String(frames)],
      ...['-pix_fmt', 'yuv420p', '-c:v', 'libx264', '-profile:v', profile],
      ...['-x264-params', `scenecut=0:threads=1:${params}`, '-f', 'h264', '-'],
    ],
    { maxBuffer: 1 << 28 },
  );
}

/** The pictures as ffmpeg decodes them, in the order of showing. @param flags `-output_corrupt`: as players do */
function decode(stream: Uint8Array, flags = '+output_corrupt'): Uint8Array[] {
  const args = ['-v', 'quiet', '-flags', flags, '-f', 'h264', '-i', '-', '-fps_mode', 'passthrough'];
  const raw = execFileSync('ffmpeg', [...args, '-f', 'rawvideo', '-'], { input: stream, maxBuffer: 1 << 28 });
  const count = Math.floor(raw.length / PICTURE_BYTES);
  return Array.from({ length: count }, (_, n) => raw.subarray(n * PICTURE_BYTES, (n + 1) * PICTURE_BYTES));
}

function unitsOf(stream: Uint8Array): AccessUnit[] {
  const units: AccessUnit[] = [];
  const assembler = new AccessUnitAssembler({ onAccessUnit: (unit) => units.push(unit), onFault: () => {} });
  assembler.push(stream, 0);
  assembler.flush();
  return units;
}

/** Of a stream joined at an access unit, what the decoder is fed. */
function join(units: readonly AccessUnit[]): FedPicture[] {
  const chunks: FedPicture[] = [];
  const feed = new DecoderFeed<FedPicture>((picture) => chunks.push(picture));
  for (const [n, unit] of units.entries()) feed.next(unit, n === 0);
  return chunks;
}

const isHidden = ({ hidden }: FedPicture) => hidden === true;
const fed = (chunks: readonly FedPicture[]) => Buffer.concat(chunks.map(({ data }) => data));

describe('entries', () => {
  it('are told by recovery points and by pictures of I slices alone, and bear their parameter sets', () => {
    const units = unitsOf(encode('main', 'intra-refresh=1:keyint=10:bframes=0'));
    const entries = units.flatMap(({ entry }, n) => (entry ? [[n, entry]] : []));
    expect(entries[0]).toEqual([0, 'idr']);
    expect(entries.length).toBeGreaterThan(3);
    for (const [, entry] of entries.slice(1)) expect(entry).toEqual({ recovery: expect.any(Number) });
    const open = unitsOf(encode('main', 'open-gop=1:keyint=12:bframes=2:b-adapt=0'));
    const iPictures = open.filter(({ key, entry }) => !key && entry);
    expect(iPictures.map(({ entry }) => entry)).toEqual(iPictures.map(() => ({ recovery: 0 })));
    expect(iPictures.length).toBeGreaterThan(1);
    for (const unit of [...units, ...open].filter(({ entry }) => entry)) {
      expect(new Set(nalTypes(unit.data))).toContain(7);
    }
  });
});

function nalTypes(data: Uint8Array): number[] {
  const types: number[] = [];
  const bytes = Buffer.from(data);
  for (let at = bytes.indexOf('000001', 0, 'hex'); at !== -1; at = bytes.indexOf('000001', at + 3, 'hex')) {
    types.push(bytes[at + 3]! & 31);
  }
  return types;
}

describe('a decoder that starts late', () => {
  it.each([
    ['CAVLC', 'baseline', 'intra-refresh=1:keyint=10'],
    ['CABAC', 'high', 'intra-refresh=1:keyint=10:bframes=0'],
    ['CABAC, four slices', 'high', 'intra-refresh=1:keyint=12:bframes=0:slices=4'],
  ])(
    'within intra refresh shows what ffmpeg shows of the whole, from the recovery point on: %s',
    (_, profile, params) => {
      const stream = encode(profile, params);
      const whole = decode(stream);
      const units = unitsOf(stream);
      const entries = units.flatMap(({ entry }, n) => (entry && entry !== 'idr' ? [n] : []));
      for (const from of entries.slice(0, 2)) {
        const chunks = join(units.slice(from));
        expect(chunks[0]).toMatchObject({ key: true, hidden: true });
        const pictures = decode(fed(chunks));
        expect(pictures).toHaveLength(chunks.length);
        const shown = chunks.findIndex((chunk) => !isHidden(chunk));
        const { entry } = units[from]!;
        expect(shown - 1).toBe(typeof entry === 'object' ? entry.recovery : -1);
        for (let n = shown; n < chunks.length; n++) {
          expect(isHidden(chunks[n]!)).toBe(false);
          expect(Buffer.compare(pictures[n]!, whole[from + n - 1]!)).toBe(0);
        }
      }
    },
  );

  it('at an I picture of an open group leaves out the B pictures before it, and is exact from it on', () => {
    const stream = encode('main', 'open-gop=1:keyint=12:bframes=2:b-adapt=0:b-pyramid=none');
    const whole = decode(stream);
    const units = unitsOf(stream);
    const entries = units.flatMap(({ key, entry }, n) => (!key && entry ? [n] : []));
    expect(entries.length).toBeGreaterThan(2);
    for (const from of entries) {
      const chunks = join(units.slice(from));
      // Two B pictures behind the I picture are shown before it.
      expect(chunks).toHaveLength(units.length - from + 1 - 2);
      expect(chunks.map(isHidden).indexOf(false)).toBe(1);
      const pictures = decode(fed(chunks)).slice(1);
      expect(pictures).toHaveLength(chunks.length - 1);
      const tail = whole.slice(-pictures.length);
      for (const [n, picture] of pictures.entries()) expect(Buffer.compare(picture, tail[n]!)).toBe(0);
    }
  });

  it('at an IDR picture is fed what there is', () => {
    const units = unitsOf(encode('high', 'keyint=10:bframes=0', 20));
    expect(join(units)).toEqual(units);
  });

  it('begins anew where pictures were lost, and is hidden until the count has passed', () => {
    const units = unitsOf(encode('main', 'intra-refresh=1:keyint=10:bframes=0'));
    const at = units.findIndex(({ entry }, n) => n > 20 && entry !== undefined);
    const lost = units.map((unit, n) => (n === at ? { ...unit, afterLoss: true as const } : unit));
    const chunks = join(lost.filter((_, n) => n < 18 || n >= at));
    expect(chunks.slice(0, 18).some(isHidden)).toBe(false);
    expect(chunks[18]).toMatchObject({ key: true, hidden: true, receiveUs: units[at]!.receiveUs - 1 });
    const { entry } = units[at]!;
    expect(chunks.slice(18).findIndex((chunk) => !isHidden(chunk)) - 1).toBe(
      typeof entry === 'object' ? entry.recovery : -1,
    );
  });

  it('is fed the picture alone where nothing can be read of it', () => {
    const noise: AccessUnit = {
      codec: 'h264',
      data: Uint8Array.of(0, 0, 1, 0x41, 1),
      key: false,
      entry: { recovery: 0 },
      receiveUs: 0,
    };
    expect(join([noise])).toEqual([noise]);
  });
});

/** I pictures that are no IDR pictures. */
const OPEN = 'open-gop=1:keyint=12:bframes=2:b-adapt=0:b-pyramid=none:ref=3';

describe('I pictures without a recovery point', () => {
  const judged = (params: string) => {
    const judge = new EntryJudge();
    const stream = withoutSei(encode('main', params));
    return unitsOf(stream).map((unit) => judge.take(unit, readPrelude(unit.data)));
  };
  const entriesOf = (units: readonly AccessUnit[]) => units.flatMap(({ key, entry }, n) => (entry && !key ? [n] : []));

  it('are entries from the second on, and say so then', () => {
    const units = judged(OPEN);
    const iPictures = unitsOf(encode('main', OPEN)).flatMap(({ key, entry }, n) => (entry && !key ? [n] : []));
    expect(iPictures.length).toBeGreaterThan(2);
    expect(entriesOf(units)).toEqual(iPictures.slice(1));
    for (const n of entriesOf(units)) {
      expect(readEntry(units[n]!.data)).toEqual({ recovery: 0 });
      expect(nalTypes(units[n]!.data).slice(-2)).toEqual([6, 1]);
    }
    const whole = decode(encode('main', OPEN));
    const [from] = entriesOf(units);
    const late = decode(Buffer.concat(units.slice(from).map(({ data }) => data)), '-output_corrupt');
    const tail = whole.slice(-late.length);
    expect(late.length).toBeGreaterThan(10);
    for (const [n, picture] of late.entries()) expect(Buffer.compare(picture, tail[n]!)).toBe(0);
  });

  it('are entries from the first on where pictures refer to one other at most', () => {
    const judge = new EntryJudge();
    const [idr] = unitsOf(encode('main', 'keyint=12:bframes=0:ref=1', 1));
    const [, i] = unitsOf(withoutSei(encode('main', OPEN))).filter(({ entry }) => entry !== undefined);
    const { sps, pps } = readPrelude(idr!.data);
    const sets = [...sps, ...pps].flatMap(({ start, end }) => [Buffer.of(0, 0, 1), idr!.data.subarray(start, end)]);
    const slice = i!.data.subarray(readPrelude(i!.data).slice - 3);
    const data = Buffer.concat([...sets, slice]);
    expect(judge.take({ ...i!, data }, readPrelude(data)).entry).toEqual({ recovery: 0 });
  });

  it('are none between IDR pictures', () => {
    const judge = new EntryJudge();
    const [idr, i] = unitsOf(encode('main', OPEN)).filter(({ entry }) => entry !== undefined);
    const bare = { ...i!, data: withoutSei(i!.data) };
    const units = [idr!, bare, idr!, bare].map((unit) => judge.take(unit, readPrelude(unit.data)));
    expect(units.map(({ entry }) => entry)).toEqual(['idr', undefined, 'idr', undefined]);
  });
});

function withoutSei(stream: Uint8Array): Uint8Array {
  const bytes = Buffer.from(stream);
  const kept: Buffer[] = [];
  for (let at = bytes.indexOf('000001', 0, 'hex'); at !== -1; ) {
    const next = bytes.indexOf('000001', at + 3, 'hex');
    if ((bytes[at + 3]! & 31) !== 6) kept.push(bytes.subarray(at, next === -1 ? bytes.length : next));
    at = next;
  }
  return Buffer.concat(kept);
}

describe('what a decoder is fed', () => {
  it('holds no NAL types but those that it needs, and a delimiter only in front', () => {
    const nal = (type: number) => [0, 0, 0, 1, type, 0xaa];
    const data = Uint8Array.from([9, 6, 7, 8, 13, 5, 1, 9, 19, 24, 10, 11, 12].flatMap(nal));
    expect(nalTypes(decoderNals(data, 'h264'))).toEqual([9, 7, 8, 5, 1]);
    const plain = Uint8Array.from([7, 8, 5].flatMap(nal));
    expect(decoderNals(plain, 'h264')).toBe(plain);
    const hevc = (type: number) => [0, 0, 0, 1, type << 1, 1, 0xaa];
    const h265 = Uint8Array.from([35, 32, 33, 34, 39, 19, 40, 38, 48].flatMap(hevc));
    const left = Buffer.from(decoderNals(h265, 'h265'));
    expect(left).toEqual(Buffer.from([35, 32, 33, 34, 19].flatMap(hevc)));
  });
});
