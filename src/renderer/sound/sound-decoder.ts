import type { Sound } from '#contracts/audio';
import { decodeG711 } from '#core/media/g711';
import { codedBitsOf, G726Decoder } from '#core/media/g726';
import { decodeImaAdpcm } from '#core/media/ima-adpcm';

/** Decoded sound: a plane of samples −1..1 for each channel. */
export interface Samples {
  readonly planes: readonly Float32Array<ArrayBuffer>[];
  readonly sampleRateHz: number;
  /** Of the piece that it was decoded from. */
  readonly of: Sound;
}

/** Pieces inside the browser's decoder whose times are remembered. */
const MOST_INSIDE = 64;

/** Pieces of one stream's sound in, samples out. What cannot be decoded is counted. */
export class SoundDecoder {
  faults = 0;
  readonly #onSamples: (samples: Samples) => void;
  readonly #inside = new Map<number, Sound>();
  #decoder: AudioDecoder | undefined;
  /** It goes on from piece to piece. */
  #g726: { readonly bits: number; readonly decoder: G726Decoder } | undefined;
  #format = '';
  #timestamp = 0;

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
    this.#inside.clear();
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
      this.#timestamp++;
      this.#inside.set(this.#timestamp, sound);
      for (const old of this.#inside.keys()) {
        if (this.#inside.size <= MOST_INSIDE) break;
        this.#inside.delete(old);
      }
      decoder.decode(new EncodedAudioChunk({ type: 'key', timestamp: this.#timestamp, data: sound.data }));
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

  #output(data: AudioData): void {
    const of = this.#inside.get(data.timestamp);
    this.#inside.delete(data.timestamp);
    const planes = Array.from({ length: data.numberOfChannels }, (_, planeIndex) => {
      const plane = new Float32Array(data.numberOfFrames);
      data.copyTo(plane, { planeIndex, format: 'f32-planar' });
      return plane;
    });
    data.close();
    if (of) this.#onSamples({ planes, sampleRateHz: data.sampleRate, of });
  }
}

/** The bytes may begin at an odd address, so they are copied. */
function interleaved(data: Uint8Array): Int16Array {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  return Int16Array.from({ length: data.byteLength >> 1 }, (_, n) => view.getInt16(n * 2, true));
}
