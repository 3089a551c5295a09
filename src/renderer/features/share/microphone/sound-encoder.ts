import type { AudioCodec } from '#core/media/audio-chunk';
import type { Piece } from './microphone';

/** One encoded piece. */
export interface EncodedSound {
  readonly codec: AudioCodec;
  readonly sampleRateHz: number;
  readonly data: Uint8Array;
  /** Of its first sample, µs since the microphone was opened. */
  readonly fromUs: number;
}

/** Encodes pieces of sound, in order. */
export interface SoundEncoder {
  encode(piece: Piece): void;
  close(): void;
}

/** Speech and motors alike are well served by this in one channel. */
const BITS_PER_SECOND = 48_000;
/** What every decoder of Opus gives (RFC 7845, 5.1). */
const OPUS_RATE_HZ = 48_000;
/** Pieces in the encoder; more are left out. */
const MAX_PENDING = 10;

/** Opus where this browser encodes it, and samples as they are where not. */
export async function createSoundEncoder(
  sampleRateHz: number,
  onSound: (sound: EncodedSound) => void,
): Promise<SoundEncoder> {
  const config = { codec: 'opus', sampleRate: sampleRateHz, numberOfChannels: 1, bitrate: BITS_PER_SECOND };
  return (await encodes(config)) ? opusEncoder(config, onSound) : pcmEncoder(onSound);
}

async function encodes(config: AudioEncoderConfig): Promise<boolean> {
  if (!('AudioEncoder' in window)) return false;
  try {
    return (await AudioEncoder.isConfigSupported(config)).supported === true;
  } catch {
    return false;
  }
}

function opusEncoder(config: AudioEncoderConfig, onSound: (sound: EncodedSound) => void): SoundEncoder {
  let rest: SoundEncoder | undefined;
  const encoder = new AudioEncoder({
    output: (chunk) => {
      const data = new Uint8Array(chunk.byteLength);
      chunk.copyTo(data);
      onSound({ codec: 'opus', sampleRateHz: OPUS_RATE_HZ, data, fromUs: chunk.timestamp });
    },
    // It is closed, and what follows goes out as it is.
    error: () => {
      rest = pcmEncoder(onSound);
    },
  });
  encoder.configure(config);
  let nextFrame: number | undefined;
  return {
    encode(piece) {
      if (rest) return rest.encode(piece);
      if (encoder.state !== 'configured' || encoder.encodeQueueSize > MAX_PENDING) return;
      const { samples, sampleRateHz, fromFrame } = piece;
      if (nextFrame !== undefined && fromFrame !== nextFrame) {
        // Chromium counts samples from the first time stamp on: behind a pause each would be too early by its length.
        encoder.reset();
        encoder.configure(config);
      }
      nextFrame = fromFrame + samples.length;
      const data = new AudioData({
        format: 'f32-planar',
        sampleRate: sampleRateHz,
        numberOfFrames: samples.length,
        numberOfChannels: 1,
        timestamp: fromUsOf(piece),
        data: samples,
      });
      encoder.encode(data);
      data.close();
    },
    close() {
      if (encoder.state !== 'closed') encoder.close();
    },
  };
}

function pcmEncoder(onSound: (sound: EncodedSound) => void): SoundEncoder {
  return {
    encode(piece) {
      const { samples, sampleRateHz } = piece;
      const data = new Uint8Array(samples.length * 2);
      const view = new DataView(data.buffer);
      for (let n = 0; n < samples.length; n++) {
        view.setInt16(n * 2, Math.max(-1, Math.min(1, samples[n]!)) * 0x7fff, true);
      }
      onSound({ codec: 'pcm-s16le', sampleRateHz, data, fromUs: fromUsOf(piece) });
    },
    close: () => undefined,
  };
}

function fromUsOf({ fromFrame, sampleRateHz }: Piece): number {
  return Math.round((fromFrame * 1e6) / sampleRateHz);
}
