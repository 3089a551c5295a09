const SEQUENCES = 0x10000;
/** A leap by so many numbers is another beginning (RFC 3550, A.1: MAX_DROPOUT). */
const MAX_DROPOUT = 3000;

/** What a receiver report says of one sender (RFC 3550, 6.4.1). */
export interface ReportBlock {
  readonly ssrc: number;
  /** Of the packets since the last report, in 1/256. */
  readonly fractionLost: number;
  /** From the beginning on; duplicates count against it. −2²³ to 2²³−1. */
  readonly cumulativeLost: number;
  readonly extendedHighestSequence: number;
  /** Interarrival jitter, in units of the payload's clock. */
  readonly jitter: number;
}

/** Counts what came of one sender and what did not, as RFC 3550, A.3 and A.8 do. */
export class Reception {
  readonly ssrc: number;
  readonly #clockRate: number;
  #base: number;
  #highest: number;
  #cycles = 0;
  #received = 0;
  #transit: number | undefined;
  #jitter = 0;
  #expectedBefore = 0;
  #receivedBefore = 0;

  /** @param clockRate units of the payload's timestamps in a second */
  constructor(ssrc: number, sequence: number, clockRate: number) {
    this.ssrc = ssrc;
    this.#clockRate = clockRate;
    this.#base = sequence;
    this.#highest = sequence;
  }

  /** A packet has come, in whatever order. */
  came(sequence: number, timestamp: number, receiveUs: number): void {
    const ahead = (sequence - this.#highest + SEQUENCES) % SEQUENCES;
    if (ahead < MAX_DROPOUT) {
      if (sequence < this.#highest) this.#cycles += SEQUENCES;
      this.#highest = sequence;
    } else if (ahead < SEQUENCES - MAX_DROPOUT) {
      this.#beginAgain(sequence);
    }
    this.#received++;
    const transit = (receiveUs / 1e6) * this.#clockRate - timestamp;
    const difference = Math.abs(transit - (this.#transit ?? transit));
    this.#transit = transit;
    // A timestamp that began again after its end, or leapt, says nothing of the way.
    if (difference < this.#clockRate) this.#jitter += (difference - this.#jitter) / 16;
  }

  get received(): number {
    return this.#received;
  }

  /** Packets that have not come, as of now; one that is late may come yet. */
  get lost(): number {
    return Math.max(0, this.#expected - this.#received);
  }

  get jitterMs(): number {
    return (this.#jitter * 1000) / this.#clockRate;
  }

  /** The report on all up to now; the next one's fraction begins here. */
  report(): ReportBlock {
    const expected = this.#expected;
    const [newExpected, newReceived] = [expected - this.#expectedBefore, this.#received - this.#receivedBefore];
    this.#expectedBefore = expected;
    this.#receivedBefore = this.#received;
    const lost = newExpected - newReceived;
    return {
      ssrc: this.ssrc,
      fractionLost: newExpected === 0 || lost <= 0 ? 0 : Math.min(255, Math.floor((lost * 256) / newExpected)),
      cumulativeLost: Math.max(-0x800000, Math.min(0x7fffff, expected - this.#received)),
      extendedHighestSequence: (this.#cycles + this.#highest) % 2 ** 32,
      jitter: Math.floor(this.#jitter),
    };
  }

  get #expected(): number {
    return this.#cycles + this.#highest - this.#base + 1;
  }

  #beginAgain(sequence: number): void {
    this.#base = sequence;
    this.#highest = sequence;
    this.#cycles = 0;
    this.#received = 0;
    this.#expectedBefore = 0;
    this.#receivedBefore = 0;
  }
}
