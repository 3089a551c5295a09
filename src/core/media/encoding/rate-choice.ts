/** How a sender's pictures fared in the time since the last look. */
export interface Fared {
  /** What came, over the last second. */
  readonly bitsPerSecond: number;
  /** From capture to arrival, as far as that is known: a line that is too narrow makes it grow. */
  readonly delayUs?: number | undefined;
  /** Everybody who takes the stream had to leave pictures out. */
  readonly isLosing: boolean;
}

const MIN_BITS_PER_SECOND = 150_000;
/** Pictures that are so late wait somewhere. A Wi-Fi's hiccup is shorter. */
const LATE_US = 400_000;
/** Trouble must last, and what was asked for must show, before (more) is done about it. */
const TROUBLE_US = 1_500_000;
const SHARE_ON_TROUBLE = 0.7;
/** Good time until a little more is tried; doubled with each relapse, up to the most. */
const GOOD_US = 8_000_000;
const MAX_GOOD_US = 64_000_000;
const SHARE_ON_GOOD = 1.3;
/** At so much more than where the trouble began the sender is let go. */
const FREE_SHARE = 1.5;
/** Below this, fewer pictures look better than worse ones. */
const FEW_BITS_PER_SECOND = 300_000;
const FEW_PICTURES_PER_SECOND = 15;

/** What to ask a sender for; absent: as it chooses itself. */
export interface Rates {
  readonly bitsPerSecond?: number | undefined;
  readonly framesPerSecond?: number | undefined;
}

/** Finds the bit rate that a line carries: down by a share while pictures are late or lost, up again in small steps. */
export class RateChoice {
  #limit: number | undefined;
  /** What came when the trouble began. */
  #troubleAt = 0;
  #badSinceUs: number | undefined;
  #goodSinceUs: number | undefined;
  #neededUs = GOOD_US;
  #freedAtUs: number | undefined;

  choose(fared: Fared, nowUs: number): Rates {
    const isBad = fared.isLosing || (fared.delayUs ?? 0) > LATE_US;
    if (isBad) this.#bad(fared, nowUs);
    else this.#good(nowUs);
    if (this.#limit === undefined) return {};
    const bitsPerSecond = Math.round(this.#limit);
    return { bitsPerSecond, ...(bitsPerSecond < FEW_BITS_PER_SECOND && { framesPerSecond: FEW_PICTURES_PER_SECOND }) };
  }

  #bad({ bitsPerSecond }: Fared, nowUs: number): void {
    this.#goodSinceUs = undefined;
    this.#badSinceUs ??= nowUs;
    // Nothing comes at all: that is no matter of the encoder's.
    if (nowUs - this.#badSinceUs < TROUBLE_US || bitsPerSecond === 0) return;
    this.#badSinceUs = nowUs;
    if (this.#limit === undefined) {
      this.#troubleAt = bitsPerSecond;
      const isRelapse = this.#freedAtUs !== undefined && nowUs - this.#freedAtUs < 2 * this.#neededUs;
      this.#neededUs = isRelapse ? Math.min(MAX_GOOD_US, this.#neededUs * 2) : GOOD_US;
    }
    const before = Math.min(this.#limit ?? bitsPerSecond, bitsPerSecond);
    this.#limit = Math.max(MIN_BITS_PER_SECOND, before * SHARE_ON_TROUBLE);
  }

  #good(nowUs: number): void {
    this.#badSinceUs = undefined;
    if (this.#limit === undefined) return;
    this.#goodSinceUs ??= nowUs;
    if (nowUs - this.#goodSinceUs < this.#neededUs) return;
    this.#goodSinceUs = nowUs;
    this.#limit *= SHARE_ON_GOOD;
    if (this.#limit < this.#troubleAt * FREE_SHARE) return;
    this.#limit = undefined;
    this.#freedAtUs = nowUs;
  }
}
