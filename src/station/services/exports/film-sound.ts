import type { EncodedPacket, EncodedPacketSink } from 'mediabunny';
import type { AudioChunk, AudioCodec } from '#core/media/audio-chunk';
import { type AudioFormat, audioFormatOf } from '#core/mp4/write/audio-entry';
import type { ClipSound } from '#core/mp4/write/clip-movie';
import { ByteFile } from '../../media-file/byte-file';

/** What a clip can hold of what films have. */
const CODECS: Readonly<Record<string, AudioCodec>> = {
  aac: 'aac',
  opus: 'opus',
  'pcm-s16': 'pcm-s16le',
  alaw: 'pcma',
  ulaw: 'pcmu',
};
/** Sound before the first picture, for a decoder to begin with. */
const BEFORE_S = 0.25;

/**
 * The sound of a film of another program, packet by packet as it lies in the file. Of Matroska it is late by the codec's delay
 * (AAC: some 20 ms), which mediabunny does not take off.
 */
export class FilmSound {
  readonly #sink: EncodedPacketSink;
  readonly #format: AudioFormat;
  readonly #close: () => Promise<void>;
  #next: EncodedPacket | null = null;
  #hasBegun = false;

  private constructor(sink: EncodedPacketSink, format: AudioFormat, close: () => Promise<void>) {
    this.#sink = sink;
    this.#format = format;
    this.#close = close;
  }

  /** @returns `undefined` where it has none, or none that an MP4 of ours can hold; a clip is made without it */
  static async open(file: string): Promise<FilmSound | undefined> {
    const { ALL_FORMATS, CustomSource, EncodedPacketSink, Input } = await import('mediabunny');
    const bytes = await ByteFile.open(file).catch(() => undefined);
    if (!bytes) return undefined;
    const source = new CustomSource({
      getSize: () => bytes.size,
      read: (from, to) => bytes.read(from, to - from),
      prefetchProfile: 'fileSystem',
    });
    const input = new Input({ formats: ALL_FORMATS, source });
    const close = async () => {
      input.dispose();
      await bytes.close();
    };
    try {
      const track = (await input.canRead()) ? await input.getPrimaryAudioTrack() : null;
      const config = await track?.getDecoderConfig();
      const codec = CODECS[(await track?.getCodec()) ?? ''];
      const format = config && codec && formatOf(codec, config);
      if (track && format) return new FilmSound(new EncodedPacketSink(track), format, close);
    } catch {
      // A damaged track of sound spoils no pictures.
    }
    await close();
    return undefined;
  }

  /** What is heard until a time, from where it was before. @param fromUs where it begins the first time */
  async *until(us: number, fromUs: number): AsyncGenerator<ClipSound, void, void> {
    if (!this.#hasBegun) {
      this.#hasBegun = true;
      this.#next = (await this.#sink.getPacket(fromUs / 1e6 - BEFORE_S)) ?? (await this.#sink.getFirstPacket());
    }
    while (this.#next && this.#next.timestamp * 1e6 <= us) {
      yield this.#soundOf(this.#next);
      this.#next = await this.#sink.getNextPacket(this.#next);
    }
  }

  close(): Promise<void> {
    return this.#close();
  }

  #soundOf({ data, timestamp, duration: seconds }: EncodedPacket): ClipSound {
    const { track, bytesPerSample } = this.#format;
    const { timescale } = track;
    const count = bytesPerSample ? Math.floor(data.length / bytesPerSample) : 1;
    const duration = bytesPerSample ? 1 : Math.max(1, Math.round(seconds * timescale));
    const whole = bytesPerSample ? data.subarray(0, count * bytesPerSample) : data;
    const samples = count > 0 ? [{ data: whole, duration, key: true, count }] : [];
    return { format: track, time: Math.round(timestamp * timescale), samples };
  }
}

function formatOf(codec: AudioCodec, config: AudioDecoderConfig): AudioFormat | undefined {
  const { description, sampleRate, numberOfChannels } = config;
  const record = description && bytesOf(description);
  const chunk: AudioChunk = {
    codec,
    sampleRateHz: sampleRate,
    channels: numberOfChannels,
    data: new Uint8Array(),
    receiveUs: 0,
    ...(record && { description: record }),
  };
  return audioFormatOf(chunk);
}

function bytesOf(source: NonNullable<AudioDecoderConfig['description']>): Uint8Array {
  return ArrayBuffer.isView(source)
    ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength).slice()
    : new Uint8Array(source).slice();
}
