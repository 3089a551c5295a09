import type { MediaPacket } from './messages';

/** No loss is believed to be so long: two seconds of a camera's packets. */
const LEAP = 256;

/**
 * Tells how many packets a camera left out of a TCP connection: its sequence says so. Some terminals count pictures and
 * sound apart, others do not count at all, and over TCP nothing is lost on the way: only a leap is believed.
 */
export class PacketContinuity {
  #last: number | undefined;
  #lastVideo: number | undefined;
  #lastOther: number | undefined;

  /** Takes the next packet of a channel; returns how many are missing in front of it, 0 for none. */
  missing({ sequence, dataType }: MediaPacket): number {
    const isVideo = dataType === 'i' || dataType === 'p' || dataType === 'b';
    const last = this.#last;
    const lastOfKind = isVideo ? this.#lastVideo : this.#lastOther;
    this.#last = sequence;
    if (isVideo) this.#lastVideo = sequence;
    else this.#lastOther = sequence;
    if (last === undefined || sequence === last || sequence === lastOfKind) return 0;
    if (follows(last, sequence) || (lastOfKind !== undefined && follows(lastOfKind, sequence))) return 0;
    const missing = (sequence - last - 1) & 0xffff;
    if (missing < LEAP) return missing;
    // A leap: sound that is counted apart begins, or the camera began again, and how many went by is not known.
    return lastOfKind === undefined ? 0 : 1;
  }
}

function follows(last: number, sequence: number): boolean {
  return ((last + 1) & 0xffff) === sequence;
}
