import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ClipPicture, clip, corpus, openAt, picturesOf } from './fixtures/read-corpus';
import { PictureEndFinder } from './picture-end-finder';
import type { PictureEnd } from './verdict';

const clips = new Map(Object.entries(corpus.clips).map(([name, sizes]) => [name, picturesOf(clip(name), sizes)]));
const all = [...clips.values()].flat();
const first = (name: string) => clips.get(name)![0]!;
const anyPicture = fc.constantFrom(...all.filter(({ bytes }) => bytes.length < 4000));

/** Asks once for each of the lengths, as bytes come in. */
function findAt(picture: ClipPicture, lengths: readonly number[], finder = new PictureEndFinder()): PictureEnd[] {
  const number = openAt(picture)!.picture;
  return lengths.flatMap((length) => {
    const open = openAt(picture, length, number);
    return open ? [finder.find(open)] : [];
  });
}

/** The byte behind which a picture ends, for ffprobe's packets end with it. */
const endOf = ({ bytes }: ClipPicture): PictureEnd => ({ state: 'end', offset: bytes.length });

describe('PictureEndFinder', () => {
  it.each([...clips])('ends every picture of %s at exactly its last byte', (_, pictures) => {
    const finder = new PictureEndFinder();
    for (const picture of pictures) expect(finder.find(openAt(picture)!)).toEqual(endOf(picture));
  });

  it.each([...clips])('never ends a picture of %s early, and goes on from any byte', (_, pictures) => {
    const finder = new PictureEndFinder();
    const sample = pictures.filter(({ bytes }, i) => i < 3 || bytes.length < 600).slice(0, 8);
    for (const picture of sample.filter(({ bytes }) => bytes.length < 6000)) {
      const lengths = Array.from(picture.bytes, (_, i) => i + 1);
      const verdicts = findAt(picture, lengths, finder);
      const last = verdicts.pop();
      expect(verdicts.every(({ state }) => state === 'more')).toBe(true);
      expect(last).toEqual(endOf(picture));
    }
  });

  it('says of a truncated picture what it says when it saw the bytes come in: nothing', () => {
    for (const name of ['main-cabac', 'baseline-cavlc', 'small-slices', 'pcm-cabac', 'one-macroblock-cavlc']) {
      const picture = clips.get(name)!.at(-1)!;
      for (let length = 1; length < picture.bytes.length; length += 3) {
        const open = openAt(picture, length);
        if (open) expect(new PictureEndFinder().find(open)).toEqual({ state: 'more' });
      }
    }
  });

  it('finds the same end in any chunking', () => {
    fc.assert(
      fc.property(anyPicture, fc.array(fc.nat({ max: 4000 }), { maxLength: 40 }), (picture, cuts) => {
        const lengths = cuts.filter((cut) => cut < picture.bytes.length).sort((a, b) => a - b);
        const verdicts = findAt(picture, [...lengths, picture.bytes.length]);
        expect(verdicts.at(-1)).toEqual(endOf(picture));
        expect(verdicts.slice(0, -1).every(({ state }) => state === 'more')).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('takes zeros, zero words and a start code prefix behind the picture for what they are', () => {
    for (const picture of [first('main-cabac'), first('baseline-cavlc'), first('four-slices-cabac')]) {
      for (const tail of [
        [0],
        [0, 0],
        [0, 0, 0],
        [0, 0, 1],
        [0, 0, 0, 1],
        [0, 0, 3],
        [0, 0, 3, 0, 0, 3],
        [0, 0, 3, 0],
      ]) {
        const bytes = Uint8Array.of(...picture.bytes, ...tail);
        expect(new PictureEndFinder().find(openAt({ ...picture, bytes })!)).toEqual(endOf(picture));
      }
    }
  });

  it('knows the end as well once a start code stands behind it', () => {
    for (const picture of [first('main-cabac'), first('baseline-cavlc'), first('small-slices')]) {
      expect(new PictureEndFinder().find({ ...openAt(picture)!, nalComplete: true })).toEqual(endOf(picture));
    }
  });

  it('waits for a further slice where the last one ended in mid-picture', () => {
    for (const name of ['four-slices-cavlc', 'four-slices-cabac']) {
      for (const picture of clips.get(name)!) {
        const finder = new PictureEndFinder();
        const verdicts = findAt(picture, [picture.slices[2]!.end, picture.slices[2]!.end + 2], finder);
        expect(verdicts).toEqual([{ state: 'more' }, { state: 'more' }]);
      }
    }
  });

  it('names a slice that is missing, one that comes out of order, and one too many', () => {
    const picture = first('four-slices-cabac');
    const open = openAt(picture)!;
    const [a, b, c, d] = picture.slices;
    const find = (earlierSlices: typeof picture.slices, last = d!) =>
      new PictureEndFinder().find({ ...open, earlierSlices, nalStart: last.start, nalEnd: last.end });
    expect(find([a!, c!])).toEqual({ state: 'damaged', reason: 'slice-missing' });
    expect(find([b!, c!])).toEqual({ state: 'damaged', reason: 'slice-missing' });
    expect(find([a!, b!, c!], a!)).toEqual({ state: 'unsupported', reason: 'arbitrary-slice-order' });
    expect(find([a!, b!, c!, d!])).toEqual({ state: 'damaged', reason: 'bytes-behind-the-end' });
  });

  it.each(Object.entries(corpus.unsupported))('does not read %s, and says so', (name, reason) => {
    const probe = picturesOf(clip(name), [clip(name).length])[0]!;
    expect(new PictureEndFinder().find(openAt(probe)!)).toEqual({ state: 'unsupported', reason });
  });

  it('does not read what a parameter set announces that it does not know', () => {
    const open = openAt(first('baseline-cavlc'))!;
    const { sps, pps } = open;
    const find = (changes: Partial<typeof open>) => new PictureEndFinder().find({ ...open, ...changes });
    const unsupported = (reason: string) => ({ state: 'unsupported', reason });
    expect(find({ pps: { ...pps, num_slice_groups_minus1: 1 } })).toEqual(unsupported('slice-groups'));
    expect(find({ pps: { ...pps, redundant_pic_cnt_present_flag: true } })).toEqual(unsupported('redundant-pictures'));
    expect(find({ pps: { ...pps, pic_parameter_set_id: 7 } })).toEqual(unsupported('several-pps'));
    expect(find({ sps: { ...sps, chroma_format_idc: 3 } })).toEqual(unsupported('chroma-format'));
    const partition = open.bytes.slice();
    partition[open.nalStart] = 0x62;
    expect(find({ bytes: partition })).toEqual(unsupported('data-partitioning'));
  });

  it('survives any damage, and finds the end of the picture behind it', () => {
    const flips = fc.array(fc.tuple(fc.nat(), fc.nat({ max: 7 })), { minLength: 1, maxLength: 8 });
    const finder = new PictureEndFinder();
    fc.assert(
      fc.property(anyPicture, flips, fc.nat(), fc.boolean(), (picture, where, cut, nalComplete) => {
        const bytes = picture.bytes.slice();
        const from = picture.slices[0]!.start;
        for (const [at, bit] of where) bytes[from + (at % (bytes.length - from))]! ^= 1 << bit;
        const broken = openAt({ ...picture, bytes })!;
        const part = openAt({ ...picture, bytes }, 1 + (cut % bytes.length), broken.picture);
        if (part) finder.find(part);
        const verdict = finder.find({ ...broken, nalComplete });
        if (verdict.state === 'end') {
          expect(verdict.offset).toBeGreaterThan(broken.nalStart);
          expect(verdict.offset).toBeLessThanOrEqual(bytes.length);
        }
        expect(finder.find(openAt(picture)!)).toEqual(endOf(picture));
      }),
      { numRuns: 1500 },
    );
  });

  it('survives noise under any parameter sets', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 3000 }), anyPicture, (noise, { sps, pps }) => {
        const bytes = Uint8Array.of(0x65, 0xb8, ...noise);
        const verdict = new PictureEndFinder().find(openAt({ bytes, slices: [{ start: 0, end: 0 }], sps, pps })!);
        if (verdict.state === 'end') expect(verdict.offset).toBeLessThanOrEqual(bytes.length);
      }),
      { numRuns: 500 },
    );
  });
});
