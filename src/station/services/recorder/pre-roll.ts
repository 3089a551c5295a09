import { MAX_SECONDS_BEFORE } from '#contracts/recording';
import { nowUs } from '../../clock';
import type { Kept } from '../rewind/read-buffer';
import type { Rewind } from '../rewind/rewind';
import type { RecordItem } from './inbox';

/**
 * What was kept of before the start, oldest first, beginning with a key picture, with times on the station's clock. It may
 * hold what the stream gives a newcomer, too: nothing is recorded twice.
 */
export type PreRoll = Iterable<Kept> | AsyncIterable<Kept>;

/** What is kept of a stream since then, and what was marked in it. */
export function keptBefore(rewind: Pick<Rewind, 'read' | 'marksOf'> | undefined, id: string, seconds: number) {
  const us = nowUs();
  return rewind && { preRoll: rewind.read(id, us - seconds * 1e6, us), marks: rewind.marksOf(id) };
}

/** What a recording that carries on another one is begun before now, at most: as long as a person may ask for. */
export function secondsSince(us: number): number {
  return Math.min(MAX_SECONDS_BEFORE, (nowUs() - us) / 1e6);
}

/** One thing that was kept, as the recorder would have been given it. */
export function itemOf(kept: Kept): RecordItem {
  switch (kept.kind) {
    case 'picture':
      return { type: 'picture', unit: kept.unit };
    case 'telemetry':
      return { type: 'telemetry', values: kept.values, receiveUs: kept.receiveUs };
    case 'packets':
      return { type: 'packets', block: kept.block };
    case 'audio':
      return { type: 'sound', chunk: kept.chunk };
  }
}

/** Tells what of the live stream was in the pre-roll already. Pictures that came in one piece have one time: all of them count. */
export class PreRollEnd {
  readonly #newestUs = new Map<RecordItem['type'], number>();

  /** An item of the pre-roll. */
  add(item: RecordItem): void {
    const us = receiveUsOf(item);
    if (us !== undefined) this.#newestUs.set(item.type, us);
  }

  /** Whether a live item was in it. Of packets, those that were are taken out. */
  holds(item: RecordItem): boolean {
    if (item.type === 'packets') {
      item.block.dropUntil(this.#newestUs.get('packets') ?? Number.NEGATIVE_INFINITY);
      return item.block.packets === 0;
    }
    const us = receiveUsOf(item);
    return us !== undefined && us <= (this.#newestUs.get(item.type) ?? Number.NEGATIVE_INFINITY);
  }
}

function receiveUsOf(item: RecordItem): number | undefined {
  switch (item.type) {
    case 'picture':
      return item.unit.receiveUs;
    case 'sound':
      return item.chunk.receiveUs;
    case 'telemetry':
      return item.receiveUs;
    case 'packets':
      return item.block.lastUs;
    default:
      return undefined;
  }
}
