import { readBoxHead } from './box-walk';

/** What a fragment of ours holds of pictures. */
export interface FragmentEnd {
  readonly pictures: number;
  /** Where its last picture ends, in µs from the file's beginning; 0 where it holds none. */
  readonly endUs: number;
}

/** The track of pictures, which is timed in µs. */
const VIDEO_TRACK = 1;

/** Reads a `moof` that `fragmentHead` made. @returns `undefined` for one that does not hold together */
export function fragmentEnd(moof: Uint8Array): FragmentEnd | undefined {
  const view = new DataView(moof.buffer, moof.byteOffset, moof.length);
  let pictures = 0;
  let endUs = 0;
  for (const traf of boxesIn(moof, 8, moof.length)) {
    if (traf.type !== 'traf') continue;
    const boxes = boxesIn(moof, traf.offset + 8, traf.offset + traf.bytes);
    const place = (type: string, least: number) => boxes.find((box) => box.type === type && box.bytes >= least)?.offset;
    const tfhd = place('tfhd', 16);
    const tfdt = place('tfdt', 20);
    const trun = boxes.find(({ type, bytes }) => type === 'trun' && bytes >= 20);
    if (tfhd === undefined || tfdt === undefined || !trun) return undefined;
    if (view.getUint32(tfhd + 12) !== VIDEO_TRACK) continue;
    const count = view.getUint32(trun.offset + 12);
    if (trun.bytes < 20 + count * 16) return undefined;
    let us = view.getUint32(tfdt + 12) * 2 ** 32 + view.getUint32(tfdt + 16);
    for (let i = 0; i < count; i++) us += view.getUint32(trun.offset + 20 + i * 16);
    pictures += count;
    endUs = Math.max(endUs, us);
  }
  return { pictures, endUs };
}

function boxesIn(bytes: Uint8Array, from: number, to: number) {
  const boxes = [];
  for (let at = from; at < to; ) {
    const box = readBoxHead(bytes.subarray(at, Math.min(at + 16, to)), at);
    if (!box || at + box.bytes > to) break;
    boxes.push(box);
    at += box.bytes;
  }
  return boxes;
}
