import type { Sound } from '#contracts/audio';
import { decodeG711 } from '#core/media/g711';
import { codedBitsOf, G726Decoder } from '#core/media/g726';
import { decodeImaAdpcm } from '#core/media/ima-adpcm';
import { audioFormatOf } from '#core/mp4/write/audio-entry';

/** Decoded sound: a plane of samples −1..1 for each channel. */
export interface Samples {
  readonly planes: readonly Float32Array<ArrayBuffer>[];
  readonly sampleRateHz: number;
  /** Of the piece that it was decoded from. */
  readonly of: Sound;
}

/** Less than the shortest packet. */
const ROUNDING_US = 1000;
/** Pieces inside the browser's decoder whose times are remembered. */
const MAX_INSIDE = 64;

/** Pieces of one stream's sound in, samples out. What cannot be decoded is counted. */
export class SoundDecoder {
  faults = 0;
  readonly #onSamples: (samples: Samples) => void;
  /** What the decoder has, in order. */
  #inside: { readonly timestamp: number; readonly sound: Sound }[] = [];
  #decoder: AudioDecoder | undefined;
  /** It goes on from piece to piece. */
  #g726: { readonly bits: number; readonly decoder: G726Decoder } | undefined;
  #format = '';
  #timestampUs = 0;

  constructor(onSamples: (samples: Samples) => void) {
    this.#onSamples = onSamples;
  }

  push(sound: Sound): void {
    switch (sound.codec) {
      case 'pcm-s16le':
        return this.#give(sound, interleaved(sound.data));
      case 'pcma':
      case 'pcmu':
        return this.#give(sound, decodeG711(sound.data, sound.codec));
      case 'adpcm-ima':
        return this.#give(sound, decodeImaAdpcm(sound.data));
      case 'aac':
      case 'opus':
        return this.#decode(sound);
      case 'g726':
        return this.#give(sound, this.#g726Of(sound).decode(sound.data));
    }
  }

  close(): void {
    if (this.#decoder && this.#decoder.state !== 'closed') this.#decoder.close();
    this.#decoder = undefined;
    this.#inside = [];
  }

  #g726Of({ description }: Sound): G726Decoder {
    const bits = codedBitsOf(description);
    if (this.#g726?.bits !== bits) this.#g726 = { bits, decoder: new G726Decoder(bits) };
    return this.#g726.decoder;
  }

  #give(sound: Sound, samples: Int16Array): void {
    const frames = Math.floor(samples.length / sound.channels);
    if (frames === 0) {
      this.faults++;
      return;
    }
    const planes = Array.from({ length: sound.channels }, (_, channel) =>
      Float32Array.from({ length: frames }, (_, n) => samples[n * sound.channels + channel]! / 0x8000),
    );
    this.#onSamples({ planes, sampleRateHz: sound.sampleRateHz, of: sound });
  }

  #decode(sound: Sound): void {
    try {
      const decoder = this.#ready(sound);
      const timestamp = Math.round(this.#timestampUs);
      this.#timestampUs += lengthUs(sound);
      this.#inside.push({ timestamp, sound });
      if (this.#inside.length > MAX_INSIDE) this.#inside.shift();
      decoder.decode(new EncodedAudioChunk({ type: 'key', timestamp, data: sound.data }));
    } catch {
      this.faults++;
      this.close();
    }
  }

  /** A decoder of the piece's format. @throws where the browser has none */
  #ready({ codec, sampleRateHz, channels, description }: Sound): AudioDecoder {
    const format = `${codec} ${sampleRateHz} ${channels} ${description ?? ''}`;
    if (this.#decoder && this.#format === format) return this.#decoder;
    this.close();
    this.#format = format;
    const decoder = new AudioDecoder({
      output: (data) => this.#output(data),
      error: () => {
        this.faults++;
        if (this.#decoder === decoder) this.#decoder = undefined;
      },
    });
    decoder.configure({
      codec: codec === 'aac' ? 'mp4a.40.2' : 'opus',
      sampleRate: sampleRateHz,
      numberOfChannels: channels,
      ...(description && { description }),
    });
    this.#decoder = decoder;
    return decoder;
  }

  /** The last packet that began by then: decoders count samples, and round otherwise than we do. */
  #sourceOf(timestamp: number): Sound | undefined {
    const at = this.#inside.findLastIndex((packet) => packet.timestamp <= timestamp + ROUNDING_US);
    if (at < 0) return undefined;
    const [packet] = this.#inside.splice(0, at + 1).slice(-1);
    return packet?.sound;
  }

  #output(data: AudioData): void {
    const of = this.#sourceOf(data.timestamp);
    const planes = Array.from({ length: data.numberOfChannels }, (_, planeIndex) => {
      const plane = new Float32Array(data.numberOfFrames);
      data.copyTo(plane, { planeIndex, format: 'f32-planar' });
      return plane;
    });
    // Closed, it says 0.
    const sampleRateHz = data.sampleRate;
    data.close();
    if (of) this.#onSamples({ planes, sampleRateHz, of });
  }
}

/** How long a packet says it is. µs. */
function lengthUs(sound: Sound): number {
  const format = audioFormatOf(sound);
  return format ? (format.unitsPerSample(sound) / format.track.timescale) * 1e6 : 0;
}

/** The bytes may begin at an odd address, so they are copied. */
function interleaved(data: Uint8Array): Int16Array {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  return Int16Array.from({ length: data.byteLength >> 1 }, (_, n) => view.getInt16(n * 2, true));
}
