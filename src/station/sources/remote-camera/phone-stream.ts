import { annexBOf } from '#core/bitstream/avcc';
import { detectCodec } from '#core/bitstream/detect-codec';
import type { ParameterSets, RemoteCameraMessage } from '#core/protocols/remote-camera/messages';
import { toAnnexB } from '#core/protocols/remote-camera/nalu-data';
import { PhoneTelemetry } from '#core/protocols/remote-camera/telemetry';
import { nowUs } from '../../clock';
import type { Stream } from '../../hub/stream';
import { AnnexBIntake } from '../annex-b-intake';
import { HevcIntake } from '../hevc-intake';
import { JpegIntake } from '../jpeg/jpeg-intake';
import type { VideoIntake } from '../video-intake';
import { decodeBase64 } from './decode-base64';
import { PhoneClock } from './phone-clock';

/** What a phone sends once it is let in. */
export type PhoneMessage = Exclude<RemoteCameraMessage, { kind: 'handshake' }>;

const BYTES_PER_SAMPLE = 2;

/** One phone's stream: its messages become pictures, sound and telemetry. It outlives the phone's connections. */
export class PhoneStream {
  readonly stream: Stream;
  readonly #showDamaged: boolean;
  readonly #jpeg: JpegIntake;
  /** Of this connection's codec, once that is known. */
  #intake: VideoIntake | undefined;
  #codec: 'h264' | 'h265' | undefined;
  #clock = new PhoneClock();
  #telemetry = new PhoneTelemetry();
  #isOpen = false;

  constructor(stream: Stream, showDamaged: boolean) {
    this.stream = stream;
    this.#showDamaged = showDamaged;
    this.#jpeg = new JpegIntake(stream);
    stream.setTelemetryLink({ state: 'stopped' });
  }

  /** A connection begins; it continues nothing of the last. */
  connect(): void {
    this.#forgetCodec();
    this.#clock = new PhoneClock();
    this.#telemetry = new PhoneTelemetry();
    this.#isOpen = false;
    this.stream.setVideo({ state: 'open', sinceUs: nowUs() });
  }

  /** The connection ended: viewers keep the last picture and are told. */
  disconnect(detail: string): void {
    this.#intake?.restart();
    this.stream.setVideo({
      state: 'connecting',
      failure: { cause: 'closed', detail: detail.slice(0, 300), everData: this.#isOpen },
    });
    if (this.stream.telemetryLink.state === 'open') this.stream.setTelemetryLink({ state: 'stopped' });
  }

  /** The phone greets anew, since its mode has changed: what follows may be of another codec. */
  greet(parameterSets: ParameterSets | undefined): void {
    this.#forgetCodec();
    this.#clock = new PhoneClock();
    if (parameterSets) this.takeParameterSets(parameterSets);
  }

  /** Parameter sets that came apart from the pictures. */
  takeParameterSets({ codec, nalus }: ParameterSets): void {
    const decoded = nalus.map(decodeBase64).filter((nalu) => nalu !== undefined);
    if (decoded.length < nalus.length) return this.stream.countFault();
    if (codec !== this.#codec) this.#use(codec);
    this.#intake?.push(annexBOf(decoded));
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
    const captureUs = this.#clock.captureUs('picture', timestamp, this.#heard());
    const data = decodeBase64(naluData);
    if (!data || !toAnnexB(data)) return this.#lost();
    // Of a key picture alone the first bytes tell.
    const codec = this.#codec ?? (isKeyFrame ? detectCodec(data) : undefined);
    if (codec && !this.#codec) this.#use(codec);
    if (this.#intake) return this.#intake.pushPicture(data, captureUs);
    this.stream.countBytes(data.length);
    this.stream.waitFor('key-picture');
  }

  #lost(): void {
    if (this.#intake) this.#intake.lost();
    else this.stream.countFault();
  }

  #takeJpeg(imageData: string, timestamp: number): void {
    const captureUs = this.#clock.captureUs('picture', timestamp, this.#heard());
    const jpeg = decodeBase64(imageData);
    if (!jpeg) return this.stream.countFault();
    this.#jpeg.take(jpeg, captureUs);
  }

  #takeAudio({
    audioData,
    sampleRate,
    channels,
    timestamp,
  }: Extract<PhoneMessage, { kind: 'audio' }>['payload']): void {
    const receiveUs = this.#heard();
    const captureUs = this.#clock.captureUs('sound', timestamp, receiveUs);
    const data = decodeBase64(audioData);
    if (!data || data.length % (channels * BYTES_PER_SAMPLE) !== 0) return this.stream.countFault();
    this.stream.countBytes(data.length);
    this.stream.publishAudio({
      ...{ data, codec: 'pcm-s16le', sampleRateHz: sampleRate, channels, receiveUs },
      ...(captureUs !== undefined && { captureUs }),
    });
  }

  #takeMetadata({ metadata }: Extract<PhoneMessage, { kind: 'metadata' }>['payload']): void {
    const sinceUs = nowUs();
    if (this.stream.telemetryLink.state !== 'open') {
      this.stream.setTelemetryLink({ state: 'open', sinceUs, lastDataUs: sinceUs });
    }
    this.stream.publishTelemetry(this.#telemetry.take(metadata));
  }

  /** Pictures or sound came. @returns when, µs */
  #heard(): number {
    const receiveUs = nowUs();
    if (!this.#isOpen) {
      this.#isOpen = true;
      const { video } = this.stream;
      if (video.state === 'open') this.stream.setVideo({ ...video, lastDataUs: receiveUs });
    }
    return receiveUs;
  }

  #use(codec: 'h264' | 'h265'): void {
    this.#forgetCodec();
    this.#codec = codec;
    const options = { showDamaged: this.#showDamaged };
    this.#intake = codec === 'h265' ? new HevcIntake(this.stream, options) : new AnnexBIntake(this.stream, options);
  }

  #forgetCodec(): void {
    // Its timers must not end pictures of what follows.
    this.#intake?.restart();
    this.#intake = undefined;
    this.#codec = undefined;
    this.stream.broke();
  }
}
