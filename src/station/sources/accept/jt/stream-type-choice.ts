import { SizeChoice } from '#core/media/encoding/size-choice';
import type { TakenSize } from '#core/media/encoding/taken-size';
import { STREAM_TYPES } from '#core/protocols/jt808/messages/live';

export type StreamType = (typeof STREAM_TYPES)[keyof typeof STREAM_TYPES];

/** Longest side of a tile for which a sub stream is enough: most are of 352x288, and few beyond 640x360. */
const SUB_AT_MOST_PX = 480;

/** Which of a channel's two streams is wanted: the sub stream where all who take it show it small, and it is not recorded. */
export class StreamTypeChoice {
  readonly #size = new SizeChoice();

  choose(taken: TakenSize, nowUs: number): StreamType {
    const box = this.#size.choose(taken, nowUs);
    const isSmall = box !== undefined && Math.max(box.width, box.height) <= SUB_AT_MOST_PX;
    return isSmall ? STREAM_TYPES.sub : STREAM_TYPES.main;
  }
}
