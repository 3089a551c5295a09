import { annexBOf } from '#core/bitstream/avcc';
import type { ParameterSets, RemoteCameraMessage } from '#core/protocols/remote-camera/messages';
import { toAnnexB } from '#core/protocols/remote-camera/nalu-data';
import { PhoneTelemetry } from '#core/protocols/remote-camera/telemetry';
import { nowUs } from '../../../clock';
import type { Stream } from '../../../hub/stream';
import { Intake } from '../../intake/intake';
import { Attachment } from '../attachment';
import { decodeBase64 } from './decode-base64';
import { PhoneClock } from './phone-clock';
import type { PhoneConnection } from './phone-connection';

/** What a phone sends once it is let in. */
export type PhoneMessage = Exclude<RemoteCameraMessage, { kind: 'handshake' }>;

const BYTES_PER_SAMPLE = 2;

/** One phone's stream: its messages become pictures, sound and telemetry. It outlives the phone's connections. */
export class PhoneStream {
  readonly stream: Stream;
  readonly #intake: Intake;
  readonly attachment: Attachment<PhoneConnection>;
  #clock = new PhoneClock();
  #telemetry = new PhoneTelemetry();

  constructor(stream: Stream, showDamaged: boolean) {
    this.stream = stream;
    this.attachment = new Attachment(stream);
    this.#intake = new Intake(stream, { showDamaged });
    // Not every phone has telemetry to send.
    stream.setLink('telemetry', undefined);
  }

  /** A connection begins; it continues nothing of the last. */
  connect(connection: PhoneConnection): void {
    this.#intake.begin();
    this.#clock = new PhoneClock();
    this.#telemetry = new PhoneTelemetry();
    this.attachment.opened(connection);
  }

  /** The connection ended: viewers keep the last picture and are told. */
  disconnect(connection: PhoneConnection, detail: string): boolean {
    if (!this.attachment.closed(connection, detail)) return false;
    this.#intake.begin();
    this.stream.setLink('telemetry', undefined);
    return true;
  }

  /** The phone greets anew, since its mode has changed: what follows may be of another codec. */
  greet(parameterSets: ParameterSets | undefined): void {
    this.#intake.begin();
    this.#clock = new PhoneClock();
    if (parameterSets) this.takeParameterSets(parameterSets);
  }

  /** Parameter sets that came apart from the pictures. */
  takeParameterSets({ codec, nalus }: ParameterSets): void {
    const decoded = nalus.map(decodeBase64).filter((nalu) => nalu !== undefined);
    if (decoded.length < nalus.length) return this.stream.countFault();
    if (codec !== this.#intake.codec) this.#intake.begin(codec);
    this.#intake.push(annexBOf(decoded));
  }

  take(message: PhoneMessage): void {
    switch (message.kind) {
      case 'videoNALU':
        return this.#takeVideo(message.payload);
      case 'frame':
        return this.#takeJpeg(message.payload.imageData, message.payload.timestamp);
      case 'audio':
        return this.#takeAudio(message.payload);
      case 'parameterSets':
        return this.takeParameterSets(message.payload);
      case 'metadata':
        return this.#takeMetadata(message.payload);
    }
  }

  #takeVideo({ naluData, isKeyFrame, timestamp }: Extract<PhoneMessage, { kind: 'videoNALU' }>['payload']): void {
    const captureUs = this.#clock.captureUs('picture', timestamp, this.attachment.data());
    const data = decodeBase64(naluData);
    if (!data || !toAnnexB(data)) return this.#intake.lost();
    // Of a key picture alone the first bytes tell what it is.
    this.#intake.pushPicture(data, { captureUs, key: isKeyFrame });
  }

  #takeJpeg(imageData: string, timestamp: number): void {
    const captureUs = this.#clock.captureUs('picture', timestamp, this.attachment.data());
    const jpeg = decodeBase64(imageData);
    if (!jpeg) return this.stream.countFault();
    if (this.#intake.codec !== 'jpeg') this.#intake.begin('jpeg');
    this.#intake.pushPicture(jpeg, { captureUs });
  }

  #takeAudio({
    audioData,
    sampleRate,
    channels,
    timestamp,
  }: Extract<PhoneMessage, { kind: 'audio' }>['payload']): void {
    const receiveUs = this.attachment.data();
    const captureUs = this.#clock.captureUs('sound', timestamp, receiveUs);
    const data = decodeBase64(audioData);
    if (!data || data.length % (channels * BYTES_PER_SAMPLE) !== 0) return this.stream.countFault();
    this.stream.countBytes(data.length);
    this.stream.publishAudio({
      data,
      codec: 'pcm-s16le',
      sampleRateHz: sampleRate,
      channels,
      receiveUs,
      ...(captureUs !== undefined && { captureUs }),
    });
  }

  #takeMetadata({ metadata }: Extract<PhoneMessage, { kind: 'metadata' }>['payload']): void {
    const sinceUs = nowUs();
    if (this.stream.links.telemetry?.state !== 'open') {
      this.stream.setLink('telemetry', { state: 'open', sinceUs, lastDataUs: sinceUs });
    }
    this.stream.publishTelemetry(this.#telemetry.take(metadata));
  }
}
