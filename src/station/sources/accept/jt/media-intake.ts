import type { PictureCodec } from '#core/media/access-unit';
import type { AudioChunk } from '#core/media/audio-chunk';
import { CaptureClock } from '#core/media/capture-clock';
import { type SoundFormat, soundOf, USUAL_SOUND } from '#core/protocols/jt1078/audio';
import { ChannelReceiver } from '#core/protocols/jt1078/channel-receiver';
import type { FrameMemory } from '#core/protocols/jt1078/frame-assembler';
import { G726Rate } from '#core/protocols/jt1078/g726-rate';
import { type MediaFrame, type MediaPacket, PAYLOAD_TYPES } from '#core/protocols/jt1078/messages';
import type { Stream } from '../../../hub/stream';
import { Intake } from '../../intake/intake';
import { ReorderTimer } from '../../reorder-timer';
import type { MediaWay } from './media-way';

const CODECS: ReadonlyMap<number, PictureCodec> = new Map([
  [PAYLOAD_TYPES.h264, 'h264'],
  [PAYLOAD_TYPES.h265, 'h265'],
]);

export interface MediaIntakeOptions {
  readonly memory: FrameMemory;
  /** Pictures go on after a loss, false as they may be. */
  readonly showDamaged: boolean;
  /** A frame in a codec that is not known. */
  readonly unknownPayload: (payloadType: number) => void;
}

/** Turns one channel's packets into its stream's pictures and sound. */
export class MediaIntake {
  readonly #receiver: ChannelReceiver;
  /** What the terminal says of its sound, where it has said it. */
  soundFormat: SoundFormat = USUAL_SOUND;
  readonly #stream: Stream;
  readonly #options: MediaIntakeOptions;
  readonly #intake: Intake;
  readonly #clock = new CaptureClock();
  #g726 = new G726Rate();
  readonly #reorder = new ReorderTimer(() => this.#receiver);

  constructor(stream: Stream, options: MediaIntakeOptions) {
    const { memory, showDamaged } = options;
    this.#stream = stream;
    this.#options = options;
    this.#intake = new Intake(stream, { showDamaged });
    this.#receiver = new ChannelReceiver(
      {
        frame: (frame) => this.#take(frame),
        fault: ({ kind }) => {
          // A late or needless packet is no loss: what it belongs to was told lost, or is whole.
          if (kind !== 'late-packet') this.#intake.lost();
        },
      },
      { memory },
    );
  }

  /** The next packet. */
  take(packet: MediaPacket, transport: MediaWay['transport'], receiveUs: number): void {
    if (transport === 'tcp') return this.#receiver.fromStream(packet, receiveUs);
    this.#receiver.fromDatagram(packet, receiveUs);
    this.#reorder.arm();
  }

  /** A connection held bytes that were no packet. */
  damaged(): void {
    this.#receiver.damaged();
  }

  /** Packets since it was asked last. */
  takeLoss(): { readonly received: number; readonly lost: number } {
    return this.#receiver.takeLoss();
  }

  /** Another connection: nothing that came before continues. */
  restart(): void {
    this.#reorder.clear();
    this.#receiver.restart();
    this.#clock.reset();
    this.#g726 = new G726Rate();
    this.#intake.begin();
  }

  /** Lets go of all memory. */
  end(): void {
    this.#reorder.clear();
    this.#receiver.end();
    this.#stream.broke();
  }

  #take(frame: MediaFrame): void {
    switch (frame.dataType) {
      case 'audio':
        return this.#takeSound(frame);
      case 'transparent':
        return this.#stream.countBytes(frame.data.length);
      default:
        return this.#takePicture(frame);
    }
  }

  #takePicture({ payloadType, data, timestampMs, receiveUs }: MediaFrame): void {
    const captureUs = timestampMs === undefined ? undefined : this.#clock.captureUs(timestampMs, receiveUs);
    const codec = CODECS.get(payloadType);
    if (!codec) {
      this.#stream.countBytes(data.length);
      return this.#unknown(payloadType);
    }
    if (codec !== this.#intake.codec) this.#intake.begin(codec);
    this.#intake.pushPicture(data, { captureUs, receiveUs });
  }

  #takeSound({ payloadType, data, timestampMs, receiveUs }: MediaFrame): void {
    this.#stream.countBytes(data.length);
    const chunks = soundOf(data, payloadType, this.soundFormat);
    if (chunks.length === 0) return this.#unknown(payloadType);
    const captureUs = timestampMs === undefined ? undefined : this.#clock.toStation(timestampMs);
    for (const chunk of chunks) {
      const description = chunk.codec === 'g726' ? this.#rateOf(chunk, timestampMs) : chunk.description;
      const known = { ...(description && { description }), ...(captureUs !== undefined && { captureUs }) };
      this.#stream.publishAudio({ ...chunk, receiveUs, ...known });
    }
  }

  /** What no packet of G.726 says. */
  #rateOf({ data, sampleRateHz }: Pick<AudioChunk, 'data' | 'sampleRateHz'>, timestampMs: number | undefined) {
    const bits = timestampMs === undefined ? undefined : this.#g726.add(timestampMs, data.length, sampleRateHz);
    return bits === undefined ? undefined : Uint8Array.of(bits);
  }

  #unknown(payloadType: number): void {
    this.#stream.countFault();
    this.#options.unknownPayload(payloadType);
  }
}
