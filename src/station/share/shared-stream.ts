import type { SharedPicture, SharedSound, ShareFormat } from '#contracts/share';
import { nowUs } from '../clock';
import type { Stream } from '../hub/stream';
import { AnnexBIntake } from '../sources/annex-b-intake';
import { JpegIntake } from '../sources/jpeg/jpeg-intake';

/** A capture time that lies further back was told by a clock that is not related to ours. */
const MOST_AGE_US = 10_000_000;

/** A stream of the hub that somebody shares, while it lasts and until its sharer has been away for too long. */
export class SharedStream {
  readonly stream: Stream;
  readonly format: ShareFormat;
  readonly #take: (picture: SharedPicture, captureUs: number | undefined) => void;
  readonly #restart: () => void;
  #pictures = 0;
  #waiting: ReturnType<typeof setTimeout> | undefined;

  constructor(stream: Stream, format: ShareFormat, showDamaged: boolean) {
    this.stream = stream;
    this.format = format;
    if (format === 'jpeg') {
      const intake = new JpegIntake(stream);
      this.#take = ({ data }, captureUs) => void intake.take(data, captureUs);
      this.#restart = () => undefined;
    } else {
      const intake = new AnnexBIntake(stream, { showDamaged });
      this.#take = ({ data }, captureUs) => intake.pushPicture(data, captureUs);
      this.#restart = () => intake.restart();
    }
    stream.setTelemetryLink({ state: 'stopped' });
  }

  /** The sharer is there, for the first time or again; its next picture is a key picture. */
  connect(): void {
    clearTimeout(this.#waiting);
    this.#pictures = 0;
    this.#restart();
    this.stream.setVideo({ state: 'open', sinceUs: nowUs() });
  }

  take(picture: SharedPicture): void {
    const now = nowUs();
    const { video } = this.stream;
    if (this.#pictures++ === 0 && video.state === 'open') this.stream.setVideo({ ...video, lastDataUs: now });
    this.#take(picture, likely(picture.captureUs, now));
  }

  takeSound({ captureUs: told, ...sound }: SharedSound): void {
    const receiveUs = nowUs();
    const captureUs = likely(told, receiveUs);
    this.stream.countBytes(sound.data.length);
    this.stream.publishAudio({ ...sound, receiveUs, ...(captureUs !== undefined && { captureUs }) });
  }

  /** The sharer's connection broke: viewers keep the last picture and are told. @param gone after so many ms without it */
  wait(ms: number, gone: () => void): void {
    const everData = this.#pictures > 0;
    this.stream.setVideo({
      state: 'connecting',
      failure: { cause: 'closed', detail: 'the connection to the camera broke', everData },
    });
    this.#waiting = setTimeout(gone, ms);
  }

  end(): void {
    clearTimeout(this.#waiting);
    this.#restart();
  }
}

/** A capture time that can be believed. */
function likely(captureUs: number | undefined, nowUs: number): number | undefined {
  return captureUs !== undefined && captureUs <= nowUs && captureUs > nowUs - MOST_AGE_US ? captureUs : undefined;
}
