import { CaptureClock } from '#core/media/capture-clock';
import { UasBoard } from '#core/protocols/misb/uas-board';
import { TsDemuxer } from '#core/protocols/mpegts/demuxer';
import { inspectTs } from '#core/protocols/mpegts/inspect';
import type { TsSound } from '#core/protocols/mpegts/sound-reader';
import { TimeLine } from '#core/protocols/mpegts/time-stamp';
import { nowUs } from '../../clock';
import type { Stream } from '../../hub/stream';
import { Intake } from '../intake/intake';

export interface TsFeedOptions {
  /** program_number; absent: the first with video. */
  readonly program: number | undefined;
  readonly showDamaged: boolean;
  /** Telemetry in the stream is its own; otherwise it is passed over. */
  readonly givesTelemetry: boolean;
  /** Datagrams that the system had no room for, up to now. */
  readonly dropped?: () => number;
}

/** Silence behind a picture that nothing ended, in ms: then its bits are looked at for its end. */
const QUIET_MS = 4;
const NOTHING = new Uint8Array();

/** Turns the transport streams of one connection after another into their stream's pictures, sound and telemetry. */
export class TsFeed {
  readonly #stream: Stream;
  readonly #options: TsFeedOptions;
  readonly #intake: Intake;
  readonly #clock = new CaptureClock();
  readonly #times = new TimeLine();
  readonly #board = new UasBoard();
  #demuxer: TsDemuxer;
  #codec: 'h264' | 'h265' = 'h264';
  /** When what is read at this moment came. */
  #receiveUs = 0;
  #isOpen = false;
  #quiet: NodeJS.Timeout | undefined;

  constructor(stream: Stream, options: TsFeedOptions) {
    this.#stream = stream;
    this.#options = options;
    this.#intake = new Intake(stream, { showDamaged: options.showDamaged });
    this.#demuxer = this.#newDemuxer();
  }

  /** A new connection: it continues nothing. */
  begin(): void {
    this.#demuxer = this.#newDemuxer();
    this.#stream.setInspector('video', () =>
      inspectTs(this.#demuxer, { dropped: this.#options.dropped?.() ?? 0, klv: this.#board }),
    );
  }

  /** Takes the next bytes, which must not be written again. @returns whether packets are found in them */
  take(chunk: Uint8Array): boolean {
    this.#receiveUs = nowUs();
    this.#demuxer.push(chunk);
    if (this.#isOpen && this.#codec === 'h264') this.#quiet ??= setTimeout(() => this.#lookForEnd(), QUIET_MS);
    return this.#demuxer.stride !== undefined;
  }

  /** Nothing more comes. */
  end(): void {
    clearTimeout(this.#quiet);
    this.#quiet = undefined;
    this.#isOpen = false;
    this.#stream.setInspector('video', undefined);
  }

  #newDemuxer(): TsDemuxer {
    const { program, showDamaged } = this.#options;
    const events = {
      begin: (codec: 'h264' | 'h265') => this.#begin(codec),
      bytes: (data: Uint8Array, isMarked: boolean) => this.#take(data, isMarked),
      endPicture: (pts: number | undefined) => this.#endPicture(pts),
      lost: () => {
        this.#isOpen = false;
        this.#intake.lostPart();
      },
      sound: (sound: TsSound) => this.#takeSound(sound),
      klv: (data: Uint8Array) => this.#takeKlv(data),
      unreadable: (why: 'scrambled' | 'other-video' | 'no-video') => this.#stream.waitFor('video', why),
    };
    return new TsDemuxer(events, { program, showDamaged });
  }

  #begin(codec: 'h264' | 'h265'): void {
    this.#codec = codec;
    this.#isOpen = false;
    this.#clock.reset();
    this.#times.reset();
    this.#intake.begin(codec);
  }

  #take(data: Uint8Array, isMarked: boolean): void {
    this.#isOpen = true;
    // Of H.265 no bits are read: what is not marked ends with its PES packet.
    if (isMarked || this.#codec === 'h265') this.#intake.pushPart(data, this.#receiveUs);
    else this.#intake.push(data, this.#receiveUs);
  }

  #endPicture(pts: number | undefined): void {
    this.#isOpen = false;
    const captureUs = pts === undefined ? undefined : this.#clock.captureUs(this.#times.toMs(pts), this.#receiveUs);
    this.#intake.endPicture({ captureUs });
  }

  /** The sender pauses within a picture, or behind one that needed no stuffing: its own bits tell. */
  #lookForEnd(): void {
    this.#quiet = undefined;
    if (!this.#isOpen) return;
    const silentMs = (nowUs() - this.#receiveUs) / 1000;
    if (silentMs >= QUIET_MS) this.#intake.push(NOTHING, this.#receiveUs);
    else this.#quiet = setTimeout(() => this.#lookForEnd(), QUIET_MS - silentMs);
  }

  #takeSound({ pts, ...sound }: TsSound): void {
    const captureUs = pts === undefined ? undefined : this.#clock.toStation(this.#times.toMs(pts));
    this.#stream.countBytes(sound.data.length);
    this.#stream.publishAudio({
      ...sound,
      receiveUs: this.#receiveUs,
      ...(captureUs !== undefined && { captureUs }),
    });
  }

  #takeKlv(data: Uint8Array): void {
    this.#stream.countBytes(data.length);
    if (!this.#options.givesTelemetry) return;
    const faults = this.#board.faults;
    const isNews = this.#board.take(data, this.#receiveUs);
    if (this.#board.faults > faults) this.#stream.countTelemetryFault();
    if (isNews) this.#stream.publishTelemetry(this.#board.telemetry(this.#receiveUs));
  }
}
