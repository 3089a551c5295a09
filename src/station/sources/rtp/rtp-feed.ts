import { CaptureClock } from '#core/media/capture-clock';
import { inspectRtp } from '#core/protocols/rtp/inspect';
import type { MalformedReason, RtpCodec } from '#core/protocols/rtp/payload-format';
import { RtpReceiver } from '#core/protocols/rtp/receiver';
import { type Endpoint, formatEndpoint } from '#core/settings/endpoint';
import { nowUs } from '../../clock';
import type { Stream } from '../../hub/stream';
import { Intake } from '../intake/intake';
import { ReorderTimer } from '../reorder-timer';

export interface RtpFeedOptions {
  readonly codec?: RtpCodec | undefined;
  readonly payloadType?: number | undefined;
  /** Parameter sets beside the stream, an Annex B byte stream; those in it win. */
  readonly parameterSets?: Uint8Array;
  readonly reorderUs?: number | undefined;
  readonly showDamaged: boolean;
  /** Datagrams that the system had no room for, up to now. */
  readonly dropped: () => number;
}

/** Turns the packets of one sender of RTP into its stream's pictures. */
export class RtpFeed {
  readonly #stream: Stream;
  readonly #intake: Intake;
  readonly #receiver: RtpReceiver;
  readonly #clock = new CaptureClock();
  readonly #malformed = new Map<MalformedReason, number>();
  readonly #reorder: ReorderTimer;
  #hasReports = false;
  /** Who sent the last packet that was taken. */
  #from: Endpoint | undefined;

  constructor(stream: Stream, options: RtpFeedOptions) {
    const { codec, payloadType, parameterSets, reorderUs, showDamaged, dropped } = options;
    this.#stream = stream;
    this.#intake = new Intake(stream, { showDamaged });
    const receiver = new RtpReceiver(
      {
        begin: (found) => {
          this.#clock.reset();
          this.#intake.begin(found);
          if (parameterSets && parameterSets.length > 0) this.#intake.pushPart(parameterSets, nowUs());
        },
        bytes: (data, receiveUs, isMarked) =>
          isMarked ? this.#intake.pushPart(data, receiveUs) : this.#intake.push(data, receiveUs),
        endPicture: ({ receiveUs, timestampMs }) =>
          this.#intake.endPicture({ captureUs: this.#clock.captureUs(timestampMs, receiveUs) }),
        lost: () => this.#intake.lostPart(),
        malformed: (reason) => this.#malformed.set(reason, (this.#malformed.get(reason) ?? 0) + 1),
      },
      { codec, payloadType, reorderUs, showDamaged },
    );
    this.#receiver = receiver;
    this.#reorder = new ReorderTimer(() => receiver);
    stream.setInspector('video', ({ seesAddresses }) =>
      inspectRtp(receiver, {
        ...{ dropped: dropped(), malformed: this.#malformed, hasReports: this.#hasReports },
        ...(seesAddresses && this.#from && { from: formatEndpoint(this.#from) }),
      }),
    );
  }

  /** What came and what did not; absent before the first packet. */
  get reception() {
    return this.#receiver.reception;
  }

  /** Takes a datagram, whose bytes must not be used again. @returns whether it is of the stream that is read */
  take(datagram: Uint8Array, from: Endpoint): boolean {
    const isOurs = this.#receiver.push(datagram, nowUs());
    if (isOurs) this.#from = from;
    this.#reorder.arm();
    return isOurs;
  }

  /** The sender told how its clock stands. */
  reported(): void {
    this.#hasReports = true;
  }

  /** The sender said that it ends. */
  bye(ssrc: number): void {
    this.#receiver.bye(ssrc);
  }

  /** Nothing more comes. */
  end(): void {
    this.#reorder.clear();
    this.#stream.setInspector('video', undefined);
  }
}
