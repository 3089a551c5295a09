import { HostTime } from '#core/media/host-time';

const SECOND_US = 1e6;
/** Sound whose clock is further from the pictures' than this has another base, as of a wall clock beside a monotonic one. */
const SAME_BASE_US = 5 * SECOND_US;
/** A time that lies further back was told by a clock that has leapt. */
const MAX_AGE_US = 10 * SECOND_US;

type Kind = 'picture' | 'sound';

/**
 * One connection's clock: seconds on some monotonic base of the phone's, related to ours by the message that was quickest.
 * Pictures and sound have one base, or each its own: then nothing but arrival tells how they belong together.
 */
export class PhoneClock {
  readonly #time = new HostTime();
  #first: { readonly kind: Kind; readonly offsetUs: number } | undefined;

  /**
   * A message came.
   *
   * @param timestampS as the phone gave it
   * @returns when it was taken, in µs on our clock; `undefined` where that cannot be told
   */
  captureUs(kind: Kind, timestampS: number, receiveUs: number): number | undefined {
    const hostUs = timestampS * SECOND_US;
    const offsetUs = receiveUs - hostUs;
    this.#first ??= { kind, offsetUs };
    const isOther = this.#first.kind !== kind && Math.abs(this.#first.offsetUs - offsetUs) > SAME_BASE_US;
    if (isOther) return undefined;
    this.#first = this.#first.kind === kind ? { kind, offsetUs } : this.#first;
    this.#time.heard(hostUs, receiveUs);
    const captureUs = this.#time.toStation(hostUs, receiveUs);
    return captureUs !== undefined && receiveUs - captureUs <= MAX_AGE_US ? captureUs : undefined;
  }
}
