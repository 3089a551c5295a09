import { randomBytes } from 'node:crypto';
import { readRtcp, writeReceiverReport } from '#core/protocols/rtp/rtcp';
import { nowUs } from '../../clock';
import type { RtpFeed } from './rtp-feed';

/** As RFC 3550, 6.2 asks of a session of two. */
const REPORT_EVERY_US = 5_000_000;

/**
 * Hears what a sender tells of itself, and answers it with how its packets come: at most once in 5 s, and only to one who
 * tells, so that nobody else is ever sent anything.
 */
export class RtcpReporter {
  readonly #feed: RtpFeed;
  readonly #ssrc = randomBytes(4).readUInt32BE();
  // A name of no meaning: that of a person or a machine would be seen by everybody on the way.
  readonly #cname = randomBytes(9).toString('base64');
  #reportedUs = Number.NEGATIVE_INFINITY;

  constructor(feed: RtpFeed) {
    this.#feed = feed;
  }

  /** Takes a datagram of RTCP. @returns the answer to its sender, where one is due */
  take(datagram: Uint8Array): Uint8Array | undefined {
    let ntpMiddle: number | undefined;
    for (const message of readRtcp(datagram)) {
      if (message.type === 'bye') this.#feed.bye(message.ssrc);
      else if (message.ssrc === this.#feed.reception?.ssrc) ntpMiddle = message.ntpMiddle;
    }
    const { reception } = this.#feed;
    if (ntpMiddle === undefined || !reception) return undefined;
    this.#feed.reported();
    const now = nowUs();
    if (now - this.#reportedUs < REPORT_EVERY_US) return undefined;
    this.#reportedUs = now;
    const block = reception.report();
    const lastSenderReport = { ntpMiddle, agoSeconds: 0 };
    return writeReceiverReport({ ssrc: this.#ssrc, cname: this.#cname, block, lastSenderReport });
  }
}
