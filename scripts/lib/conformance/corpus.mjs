import { withFrameNum, withOperation5 } from '../../../src/core/bitstream/fixtures/edit-slice.ts';
import { fieldPictures } from '../../../src/core/bitstream/fixtures/field-pictures.ts';
import { withoutRestriction } from '../../../src/core/bitstream/fixtures/without-restriction.ts';
import { parsePps } from '../../../src/core/bitstream/pps.ts';
import { parseSps } from '../../../src/core/bitstream/sps.ts';
import { annexB, frames, h264, h265, jpegs, PICTURES, SIZE } from './encode.mjs';

/**
 * @typedef {object} Made
 * @property {readonly Uint8Array[]} pictures what the camera sends, a picture each
 * @property {Uint8Array} [judged] what ffmpeg is given to compare with, where that is not the same
 *
 * @typedef {object} Kind a kind of stream, of those that cameras send
 * @property {string} name
 * @property {'h264' | 'h265' | 'jpeg'} codec
 * @property {boolean} [quick] belongs to the part that CI plays
 * @property {number} [late] the camera is at this picture when the station comes
 * @property {boolean} [damaged] pictures are missing or broken: fewer may be shown, and none that is false
 * @property {number} [skips] so many pictures behind the first may be missing from what is joined late
 * @property {number} [held] pictures whose end is seen with the next one alone
 * @property {{ width: number, height: number }} [size] as it is seen
 * @property {() => Promise<Made>} make
 */

const typeOf = (nal) => nal[0] & 31;
const isSlice = (nal) => typeOf(nal) === 1 || typeOf(nal) === 5;
const joined = (units) => ({ pictures: units.map(annexB) });
/** Each picture's NAL units changed. */
const each = (units, change) => units.map((nals, n) => nals.flatMap((nal, at) => change(nal, n, at, nals)));
const withoutSei = (units) => each(units, (nal) => (typeOf(nal) === 6 ? [] : [nal]));
const whole = async (units) => ({ judged: annexB(units.flat()) });

/** The parameter sets of the first picture. */
function setsOf(units) {
  const sps = parseSps(units[0].find((nal) => typeOf(nal) === 7));
  if (!sps.ok) throw new Error('no SPS');
  const pps = parsePps(
    units[0].find((nal) => typeOf(nal) === 8),
    sps.value,
  );
  if (!pps.ok) throw new Error('no PPS');
  return { sps: sps.value, pps: pps.value };
}

/** Leaves parts of every seventh picture out, from the tenth on; what was there before is what ffmpeg judges by. */
async function damaged(units, change) {
  return {
    ...joined(units.map((nals, n) => (n >= 10 && n < LAST_DAMAGED && n % 7 === 0 ? change(nals) : nals))),
    ...(await whole(units)),
  };
}

/** The last group is whole, so that there is something to show. */
const LAST_DAMAGED = 75;
/** Of macroblocks in both fields. */
const FIELDS = { width: 192, height: 160 };
const LATE = { late: 7 };
const BASIC = 'bframes=0:sliced-threads=0:slices=1';

/** @type {readonly Kind[]} */
export const KINDS = [
  { name: 'Baseline, CAVLC', codec: 'h264', quick: true, make: async () => joined(await h264(BASIC)) },
  {
    name: 'High, CABAC 8x8',
    codec: 'h264',
    make: async () => joined(await h264(`${BASIC}:ref=3`, { profile: 'high' })),
  },
  { name: 'four slices', codec: 'h264', quick: true, make: async () => joined(await h264('bframes=0:slices=4')) },
  {
    name: 'B pictures',
    codec: 'h264',
    quick: true,
    make: async () => joined(await h264('bframes=2:b-adapt=0', { profile: 'main' })),
  },
  {
    name: 'B pyramid',
    codec: 'h264',
    make: async () => joined(await h264('bframes=3:b-adapt=0:b-pyramid=normal', { profile: 'high' })),
  },
  {
    name: 'MBAFF',
    ...{ codec: 'h264', held: 1 },
    make: async () => joined(await h264(`${BASIC}:interlaced=1`, { profile: 'high', args: ['-flags', '+ilme+ildct'] })),
  },
  {
    name: 'fields (PAFF)',
    ...{ codec: 'h264', held: 1, size: FIELDS },
    make: async () => joined(fieldPictures(await frames(FIELDS), FIELDS)),
  },
  {
    name: 'cropped, 186x138',
    codec: 'h264',
    size: { width: 186, height: 138 },
    make: async () => joined(await h264(BASIC, { size: { width: 186, height: 138 } })),
  },
  {
    name: 'intra refresh, joined late',
    ...{ codec: 'h264', quick: true, ...LATE },
    make: async () => joined(await h264(`${BASIC}:intra-refresh=1`)),
  },
  {
    name: 'intra refresh, CABAC, joined late',
    ...{ codec: 'h264', ...LATE },
    make: async () => joined(await h264(`${BASIC}:intra-refresh=1`, { profile: 'high' })),
  },
  {
    name: 'open groups, joined late',
    ...{ codec: 'h264', quick: true, ...LATE },
    make: async () => joined(await h264('open-gop=1:bframes=2:b-adapt=0:b-pyramid=none', { profile: 'main' })),
  },
  {
    name: 'open groups without SEI, joined late',
    ...{ codec: 'h264', ...LATE },
    make: async () => {
      const units = await h264('open-gop=1:bframes=2:b-adapt=0:b-pyramid=none', { profile: 'main' });
      return { ...joined(withoutSei(units)), ...(await whole(units)) };
    },
  },
  {
    name: 'I pictures for IDR, without SEI, joined late',
    ...{ codec: 'h264', ...LATE },
    make: async () => {
      const units = await h264(`${BASIC}:open-gop=1`, { profile: 'main' });
      return { ...joined(withoutSei(units)), ...(await whole(units)) };
    },
  },
  {
    name: 'an operation 5 in each group',
    codec: 'h264',
    make: async () => {
      const units = await h264(`${BASIC}:ref=1:no-weightb=1:weightp=0`);
      const sets = setsOf(units);
      // It resets frame_num: what follows counts on from 0.
      const changed = each(units, (nal, n) => {
        const place = n % 15;
        if (!isSlice(nal) || place < 7) return [nal];
        return [place === 7 ? withOperation5(nal, sets) : withFrameNum(nal, place - 7, sets)];
      });
      return joined(changed);
    },
  },
  {
    name: 'frame_num 2 behind each IDR',
    codec: 'h264',
    // Taken for a loss until a group has shown that nothing is missing.
    ...{ quick: true, skips: 30 },
    make: async () => {
      const units = await h264(`${BASIC}:ref=1:weightp=0`);
      const sets = setsOf(units);
      const changed = each(units, (nal, n) => [
        n % 15 > 0 && isSlice(nal) ? withFrameNum(nal, (n % 15) + 1, sets) : nal,
      ]);
      return { ...joined(changed), ...(await whole(units)) };
    },
  },
  {
    name: 'no bitstream_restriction',
    codec: 'h264',
    make: async () =>
      joined(
        each(await h264(BASIC, { profile: 'high' }), (nal) => [typeOf(nal) === 7 ? withoutRestriction(nal) : nal]),
      ),
  },
  {
    name: 'an SPS cut inside its VUI',
    codec: 'h264',
    make: async () => {
      const units = await h264(BASIC);
      const cut = each(units, (nal) => [typeOf(nal) === 7 ? nal.subarray(0, nal.length - 4) : nal]);
      return { ...joined(cut), ...(await whole(units)) };
    },
  },
  {
    name: 'a malformed SEI before each IDR',
    codec: 'h264',
    make: async () =>
      joined(each(await h264(BASIC), (nal) => (typeOf(nal) === 5 ? [Uint8Array.of(6, 5, 200, 1, 2, 3), nal] : [nal]))),
  },
  {
    name: 'NAL units of types 12, 13, 19 to 31',
    codec: 'h264',
    make: async () => {
      const units = await h264(BASIC);
      const others = [12, 13, 19, 24, 28, 30, 31].map((type) => Uint8Array.of(type, 255, 255, 128));
      const all = each(units, (nal, _n, at, nals) => (at === nals.length - 1 ? [nal, ...others] : [nal]));
      return { ...joined(all), ...(await whole(units)) };
    },
  },
  {
    name: 'cabac_zero_words and zeros behind slices',
    codec: 'h264',
    make: async () => {
      const units = await h264(BASIC, { profile: 'main' });
      const tail = Buffer.from('0000030000030000', 'hex');
      return joined(each(units, (nal) => [isSlice(nal) ? Buffer.concat([nal, tail]) : nal]));
    },
  },
  {
    name: 'parameter sets before each picture',
    codec: 'h264',
    make: async () => {
      const units = await h264(BASIC);
      const sets = units[0].filter((nal) => typeOf(nal) === 7 || typeOf(nal) === 8);
      return joined(units.map((nals, n) => (n % 15 === 0 ? nals : [...sets, ...nals])));
    },
  },
  {
    name: 'a change to B pictures in mid-stream',
    codec: 'h264',
    make: async () => {
      const before = await h264(BASIC, { pictures: 45, profile: 'main' });
      const behind = await h264('bframes=2:b-adapt=0', { pictures: PICTURES - 45, first: 45, profile: 'main' });
      const plain = (units) => each(units, (nal) => [typeOf(nal) === 7 ? withoutRestriction(nal) : nal]);
      return joined([...plain(before), ...plain(behind)]);
    },
  },
  {
    name: 'two parameter sets in turn',
    codec: 'h264',
    make: async () => {
      const before = await h264(BASIC, { pictures: 45 });
      const behind = await h264(`${BASIC}:sps-id=1`, { pictures: PICTURES - 45, first: 45 });
      const sets = [before, behind].flatMap((units) => units[0].filter((nal) => [7, 8].includes(typeOf(nal))));
      const both = (units) =>
        units.map((nals, n) => (n % 15 ? nals : [...sets, ...nals.filter((nal) => ![7, 8].includes(typeOf(nal)))]));
      return joined([...both(before), ...both(behind)]);
    },
  },
  {
    name: 'slices lost from the middle',
    ...{ codec: 'h264', quick: true, damaged: true },
    make: async () =>
      damaged(await h264('bframes=0:slices=4'), (nals) => nals.filter((_, at) => at !== nals.length - 2)),
  },
  {
    name: 'last slices lost',
    ...{ codec: 'h264', damaged: true },
    make: async () => damaged(await h264('bframes=0:slices=4', { profile: 'high' }), (nals) => nals.slice(0, -1)),
  },
  {
    name: 'slices cut in half',
    ...{ codec: 'h264', quick: true, damaged: true },
    make: async () => damaged(await h264('bframes=0:slices=4'), halved),
  },
  {
    name: 'slices cut in half, CABAC',
    ...{ codec: 'h264', damaged: true },
    make: async () => damaged(await h264(BASIC, { profile: 'high' }), halved),
  },
  { name: 'H.265', codec: 'h265', quick: true, make: async () => joined(await h265('bframes=0:open-gop=0')) },
  { name: 'H.265, B pictures', codec: 'h265', make: async () => joined(await h265('bframes=2:b-adapt=0:open-gop=0')) },
  { name: 'H.265, slices', codec: 'h265', make: async () => joined(await h265('bframes=0:slices=2:pools=1')) },
  {
    name: 'H.265, open groups, joined late',
    ...{ codec: 'h265', ...LATE },
    make: async () => joined(await h265('open-gop=1:bframes=2:b-adapt=0')),
  },
  {
    name: 'H.265, last slices lost',
    ...{ codec: 'h265', damaged: true },
    make: async () => damaged(await h265('bframes=0:slices=2:pools=1'), (nals) => nals.slice(0, -1)),
  },
  { name: 'JPEG', codec: 'jpeg', make: async () => ({ pictures: await jpegs() }) },
  { name: 'JPEG without Huffman tables', codec: 'jpeg', quick: true, make: async () => jpegKind(withoutTables) },
  {
    name: 'JPEG with a buffer’s rest behind it',
    codec: 'jpeg',
    make: async () => jpegKind((jpeg) => Buffer.concat([jpeg, Buffer.alloc(700, 0x5a)])),
  },
  {
    name: 'JPEG without its end',
    ...{ codec: 'jpeg', held: 1 },
    make: async () => jpegKind((jpeg) => jpeg.subarray(0, -2)),
  },
  {
    name: 'JPEG on its side by Exif',
    ...{ codec: 'jpeg', quick: true },
    make: async () => ({ pictures: (await jpegs(['transpose=cclock'])).map(turned) }),
  },
].map((kind) => ({ size: SIZE, late: 0, damaged: false, quick: false, skips: 0, held: 0, ...kind }));

/** The last slice without its second half. */
function halved(nals) {
  const last = nals.at(-1);
  return [...nals.slice(0, -1), last.subarray(0, last.length >> 1)];
}

async function jpegKind(change) {
  const whole = await jpegs();
  return { pictures: whole.map(change), judged: Buffer.concat(whole) };
}

/** Without its DHT segments, as Motion JPEG is. @param {Uint8Array} jpeg */
function withoutTables(jpeg) {
  const kept = [jpeg.subarray(0, 2)];
  for (let at = 2; ; ) {
    const end = at + 2 + ((jpeg[at + 2] << 8) | jpeg[at + 3]);
    if (jpeg[at + 1] === 0xda) return Buffer.concat([...kept, jpeg.subarray(at)]);
    if (jpeg[at + 1] !== 0xc4) kept.push(jpeg.subarray(at, end));
    at = end;
  }
}

/** With Exif that says to turn it by a quarter clockwise. @param {Uint8Array} jpeg */
function turned(jpeg) {
  const exif = Buffer.from('ffe1001e4578696600004d4d002a000000080001011200030000000100060000', 'hex');
  return Buffer.concat([jpeg.subarray(0, 2), exif, jpeg.subarray(2)]);
}
