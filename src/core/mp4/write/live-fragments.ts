import { avcRecordOf, lengthPrefixed, nalUnitsOf, unitsBeforeSlices } from '../../bitstream/avcc';
import type { VideoFormat } from '../../bitstream/format';
import type { AccessUnit } from '../../media/access-unit';
import { initSegment } from './init-segment';
import { mediaSegment } from './media-segment';

const TRACK_ID = 1;
const TIMESCALE = 1_000_000;

/** Where a picture lies on the file's own time line, in whole µs. */
export interface FragmentTime {
  readonly timeUs: number;
  /** Until the next one, as far as anybody can know. */
  readonly durationUs: number;
}

/**
 * H.264 pictures as fragmented MP4, a fragment each. Parameter sets stay in the pictures and are in the beginning too
 * (`avc3`), so that every byte of an access unit but its start codes comes out again.
 */
export class LiveFragments {
  #sequence = 0;

  /**
   * The beginning that a key picture calls for: at the start, and again when the format changes.
   *
   * @param format what its SPS says
   * @returns `undefined` where its parameter sets do not do
   */
  begin(data: Uint8Array, format: VideoFormat): Uint8Array<ArrayBuffer> | undefined {
    const { width, height, colour, sps } = format;
    const avcC = avcRecordOf(unitsBeforeSlices(data), sps);
    if (!avcC) return undefined;
    return initSegment([
      { kind: 'video', trackId: TRACK_ID, timescale: TIMESCALE, width, height, colour, codec: { type: 'avc3', avcC } },
    ]);
  }

  /** The pieces of one picture's fragment, in order; its own bytes are views of `data`. */
  fragment({ data, key }: Pick<AccessUnit, 'data' | 'key'>, { timeUs, durationUs }: FragmentTime): Uint8Array[] {
    this.#sequence++;
    const sample = { data: lengthPrefixed(nalUnitsOf(data)), key, duration: durationUs };
    const run = { trackId: TRACK_ID, baseDecodeTime: timeUs, samples: [sample] };
    return mediaSegment({ sequence: this.#sequence, tracks: [run] });
  }
}
