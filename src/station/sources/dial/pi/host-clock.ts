import { ClockOffset } from '#core/media/clock-offset';
import { OffsetBound } from '#core/media/offset-bound';

/** Asks the host for its clock, in µs. Resolves with `undefined` where no answer, or none of use, came in time. */
export type AskClock = (timeoutMs: number) => Promise<number | undefined>;

const TIMEOUT_MS = 2000;
/** The first questions come quickly, so that one of them meets an idle link. */
const FIRST_QUESTIONS = 8;
const FIRST_PERIOD_MS = 50;
const PERIOD_MS = 2000;
/** Questions without any answer after which the host is taken not to know them. */
const GIVE_UP_AFTER = 3;
const LONGEST_PAUSE_MS = 60_000;
/** A picture that seems older than this, or younger than the offset's error allows, bears a time of another clock. */
const OLDEST_US = 60e6;
const SLACK_US = 5000;

/** The clock of a host that tells it, related to the station's; of any other host nothing is known. */
export class HostClock {
  readonly #now: () => number;
  readonly #offset = new ClockOffset();
  readonly #bound = new OffsetBound();

  /** @param now the station's clock, µs. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** A capture time on the host's clock, on ours; `undefined` until the offset is known, and where it makes no sense. */
  readonly toStation = (hostUs: number, receiveUs: number): number | undefined => {
    const ours = this.#offset.toOurs(hostUs);
    if (ours === undefined) return undefined;
    const ageUs = receiveUs - ours;
    if (ageUs < -SLACK_US - (this.#offset.uncertaintyUs ?? 0) || ageUs > OLDEST_US) return undefined;
    // No picture came before it was taken: where the estimate says so, it is off by that for all.
    return Math.min(ours, hostUs + this.#bound.tighten(receiveUs - hostUs, receiveUs));
  };

  /**
   * Asks for as long as it is answered: a new connection, so perhaps a new host. One question is out at a time. A host
   * that never answers is asked three times, one that ceased to answer ever more seldom.
   *
   * @returns what ends the asking. The offset stays: the video may outlive this link.
   */
  follow(ask: AskClock): () => void {
    this.#offset.reset();
    this.#bound.reset();
    let stopped = false;
    let timer: NodeJS.Timeout | undefined;
    let questions = 0;
    let unanswered = 0;
    const question = async () => {
      const sentUs = this.#now();
      const theirsUs = await ask(TIMEOUT_MS);
      if (stopped) return;
      questions++;
      if (theirsUs === undefined) unanswered++;
      else {
        unanswered = 0;
        this.#offset.add({ sentUs, theirsUs, receivedUs: this.#now() });
      }
      if (unanswered === questions && unanswered >= GIVE_UP_AFTER) return;
      const period = questions < FIRST_QUESTIONS ? FIRST_PERIOD_MS : PERIOD_MS;
      const pause = unanswered > 0 ? Math.min(LONGEST_PAUSE_MS, PERIOD_MS * 2 ** unanswered) : period;
      timer = setTimeout(question, pause);
    };
    void question();
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }
}
