import { H265KeyPictures } from '#core/bitstream/h265/key-pictures';
import { type SoundFormat, soundOf, USUAL_SOUND } from '#core/protocols/jt1078/audio';
import { CaptureClock } from '#core/protocols/jt1078/capture-clock';
import { ChannelReceiver } from '#core/protocols/jt1078/channel-receiver';
import type { FrameMemory } from '#core/protocols/jt1078/frame-assembler';
import { type MediaFrame, PAYLOAD_TYPES } from '#core/protocols/jt1078/messages';
import type { Stream } from '../../hub/stream';
import { AnnexBIntake } from '../annex-b-intake';

export interface MediaIntakeOptions {
  readonly memory: FrameMemory;
  /** Pictures go on after a loss, false as they may be. */
  readonly showDamaged: boolean;
  /** A frame in a codec that is not known. */
  readonly unknownPayload: (payloadType: number) => void;
}

/** Turns one channel's packets into its stream's pictures and sound. */
export class MediaIntake {
  readonly receiver: ChannelReceiver;
  /** What the terminal says of its sound, where it has said it. */
  soundFormat: SoundFormat = USUAL_SOUND;
  readonly #stream: Stream;
  readonly #options: MediaIntakeOptions;
  readonly #h264: AnnexBIntake;
  #h265 = new H265KeyPictures();
  readonly #clock = new CaptureClock();

  constructor(stream: Stream, options: MediaIntakeOptions) {
    const { memory, showDamaged } = options;
    this.#stream = stream;
    this.#options = options;
    this.#h264 = new AnnexBIntake(stream, { showDamaged });
    this.receiver = new ChannelReceiver(
      {
        frame: (frame) => this.#take(frame),
        fault: ({ kind }) => {
          // A late or needless packet is no loss: what it belongs to was told lost, or is whole.
          if (kind !== 'late-packet') this.#h264.lost();
        },
      },
      { memory, keepsDamaged: showDamaged },
    );
  }

  /** Another connection: nothing that came before continues. */
  restart(): void {
    this.receiver.restart();
    this.#clock.reset();
    this.#h264.restart();
    this.#h265 = new H265KeyPictures();
  }

  /** Lets go of all memory. */
  end(): void {
    this.receiver.end();
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
    if (payloadType === PAYLOAD_TYPES.h264) return this.#h264.pushPicture(data, captureUs);
    this.#stream.countBytes(data.length);
    if (payloadType !== PAYLOAD_TYPES.h265) return this.#unknown(payloadType);
    const picture = this.#h265.take(data);
    if (!picture) return;
    this.#stream.publish({ ...picture, codec: 'h265', receiveUs, ...(captureUs !== undefined && { captureUs }) });
  }

  #takeSound({ payloadType, data, timestampMs, receiveUs }: MediaFrame): void {
    this.#stream.countBytes(data.length);
    const chunks = soundOf(data, payloadType, this.soundFormat);
    if (chunks.length === 0) return this.#unknown(payloadType);
    const captureUs = timestampMs === undefined ? undefined : this.#clock.toStation(timestampMs);
    for (const chunk of chunks) {
      this.#stream.publishAudio({ ...chunk, receiveUs, ...(captureUs !== undefined && { captureUs }) });
    }
  }

  #unknown(payloadType: number): void {
    this.#stream.countFault();
    this.#options.unknownPayload(payloadType);
  }
}
