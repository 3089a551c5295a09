import type { SharedPicture, SharedSound, ShareFormat } from '#contracts/share';
import { nowUs } from '../../../clock';
import type { Stream } from '../../../hub/stream';
import { Intake } from '../../intake/intake';
import { Attachment } from '../attachment';

/** A capture time that lies further back was told by a clock that is not related to ours. */
const MAX_AGE_US = 10_000_000;

/** A stream of the hub that somebody shares, while it lasts and until its sharer has been away for too long. */
export class SharedStream {
  readonly stream: Stream;
  readonly format: ShareFormat;
  readonly #intake: Intake;
  /** Of the connection that shares it now: what tells it that another has taken over. */
  readonly #attachment: Attachment<() => void>;

  constructor(stream: Stream, format: ShareFormat, showDamaged: boolean) {
    this.stream = stream;
    this.format = format;
    this.#attachment = new Attachment(stream);
    this.#intake = new Intake(stream, { codec: format, showDamaged });
  }

  /**
   * The sharer is there, for the first time or again; its next picture is a key picture.
   *
   * @param lose called when another connection of the sharer takes over
   */
  connect(lose: () => void): void {
    this.lose();
    this.#intake.begin();
    this.#attachment.opened(lose);
  }

  /** Tells the connection that has it that it has it no more. */
  lose(): void {
    this.#attachment.peer?.();
  }

  take(picture: SharedPicture): void {
    const receiveUs = this.#attachment.data();
    this.#intake.pushPicture(picture.data, { captureUs: likely(picture.captureUs, receiveUs), receiveUs });
  }

  takeSound({ captureUs: claimedUs, ...sound }: SharedSound): void {
    const receiveUs = nowUs();
    const captureUs = likely(claimedUs, receiveUs);
    this.stream.countBytes(sound.data.length);
    this.stream.publishAudio({ ...sound, receiveUs, ...(captureUs !== undefined && { captureUs }) });
  }

  /** The sharer's connection broke: viewers keep the last picture and are told. @param gone after so many ms without it */
  wait(ms: number, gone: () => void): void {
    const { peer } = this.#attachment;
    if (peer) this.#attachment.closed(peer, 'the connection to the camera broke');
    this.#attachment.linger(ms, gone);
  }

  end(): void {
    this.#attachment.end();
    this.#intake.begin();
  }
}

/** A capture time that can be believed. */
function likely(captureUs: number | undefined, nowUs: number): number | undefined {
  return captureUs !== undefined && captureUs <= nowUs && captureUs > nowUs - MAX_AGE_US ? captureUs : undefined;
}
