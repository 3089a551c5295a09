import type { AssemblerFault } from '#core/bitstream/assembler-fault';
import { hevcFormatOf } from '#core/bitstream/h265/format';
import { HevcAssembler } from '#core/bitstream/h265/hevc-assembler';
import type { AccessUnit } from '#core/media/access-unit';
import type { AudioChunk } from '#core/media/audio-chunk';
import { type SoundFormat, soundOf, USUAL_SOUND } from '#core/protocols/jt1078/audio';
import { CaptureClock } from '#core/protocols/jt1078/capture-clock';
import { ChannelReceiver } from '#core/protocols/jt1078/channel-receiver';
import type { FrameMemory } from '#core/protocols/jt1078/frame-assembler';
import { G726Rate } from '#core/protocols/jt1078/g726-rate';
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
  #h265 = this.#newH265();
  /** Of the picture of H.265 that is being ended. */
  #captureUs: number | undefined;
  readonly #clock = new CaptureClock();
  #g726 = new G726Rate();

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
    this.#g726 = new G726Rate();
    this.#h264.restart();
    this.#h265 = this.#newH265();
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
    this.#captureUs = captureUs;
    this.#h265.push(data, receiveUs);
    this.#h265.flush();
  }

  #newH265(): HevcAssembler {
    return new HevcAssembler({
      onAccessUnit: (unit) => this.#publishH265(unit),
      onFault: (fault) => this.#faultOfH265(fault),
    });
  }

  #publishH265(unit: AccessUnit): void {
    const captureUs = this.#captureUs;
    const format = unit.key ? hevcFormatOf(unit.data) : undefined;
    if (format) this.#stream.format = `${format.codec} ${format.width}x${format.height}`;
    this.#stream.publish({
      ...unit,
      codec: 'h265',
      ...(captureUs !== undefined && { captureUs }),
    });
  }

  #faultOfH265(fault: AssemblerFault): void {
    if (fault.kind === 'waiting-for-parameter-sets') return this.#stream.waitFor('parameter-sets');
    this.#stream.countFault();
    if (fault.kind === 'oversize' || fault.kind === 'incomplete-picture') this.#stream.broke();
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
