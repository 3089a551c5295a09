import { Numbering } from '#core/media-file/annex-b/numbering';
import { H264OrderCounts, H265OrderCounts } from '#core/media-file/annex-b/picture-order-count';
import type { FileContents } from './file-contents';

/** Pictures that are looked at before a file's order is believed: some groups with B pictures would show among them. */
const PROBED = 120;

/** What is needed of a file. */
type Pictures = Pick<FileContents, 'codec' | 'index' | 'load'>;

/**
 * Puts pictures in the order in which they are shown where a file does not say it: some writers leave the composition offsets
 * out, and times are those of decoding then. The slices say it (picture order count).
 *
 * @param isOver asked now and then: whether its result is not needed any more
 * @returns whether the order was another than the file's
 */
export async function orderPictures(pictures: Pictures, isOver: () => boolean): Promise<boolean> {
  const { codec, index } = pictures;
  // A file that says of one picture that it is shown out of order says it of all.
  if (codec === 'jpeg' || index.reorders || !(await reorders(pictures))) return false;
  const counted = index.count;
  const numbers = await numbersOf(pictures, counted, isOver);
  if (!numbers || index.reorders) return false;
  const times = Float64Array.from(numbers, (number) => index.timeUs(number));
  index.retime(times);
  // Decoding runs ahead of showing: a file's edit then begins behind the first times, and would hide the first pictures.
  const sorted = times.toSorted();
  const firstUs = sorted[0] ?? 0;
  const aheadUs = (sorted[index.reorderDepth] ?? firstUs) - firstUs;
  if (firstUs < 0) index.delay(Math.min(-firstUs, aheadUs));
  return true;
}

/** Whether the first pictures are shown in another order than they are decoded. */
async function reorders(pictures: Pictures): Promise<boolean> {
  const numbers = await numbersOf(pictures, Math.min(PROBED, pictures.index.count), () => false);
  return numbers?.some((number, place) => number !== place) ?? false;
}

/** As which each of the first pictures is shown; `undefined` where it was ended before. */
async function numbersOf(
  { codec, load, index }: Pictures,
  count: number,
  isOver: () => boolean,
): Promise<Uint32Array | undefined> {
  const counts = codec === 'h264' ? new H264OrderCounts() : new H265OrderCounts();
  const numbers = new Uint32Array(count);
  const numbering = new Numbering((at, number) => {
    numbers[at] = number;
  });
  for (let place = 0; place < count; place++) {
    if (isOver()) return undefined;
    const unit = await load(place);
    // One that cannot be read stands where it is decoded.
    numbering.add(unit ? counts.read(unit) : { count: index.timeUs(place), begins: true });
  }
  numbering.end();
  return numbers;
}
