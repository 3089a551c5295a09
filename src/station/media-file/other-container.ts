import type { EncodedPacket, EncodedPacketSink, InputVideoTrack } from 'mediabunny';
import { PictureIndex } from '#core/media-file/picture-index';
import { rawKeyPicture, type SampleFormat, sampleFormatOf } from '#core/media-file/sample-format';
import { reasonOf } from '#core/reason-of';
import type { Result } from '#core/texts/result';
import { type Text, text } from '#core/texts/text';
import type { ByteFile } from './byte-file';
import type { FileContents } from './file-contents';

/** Packets between two looks at whether anything else waits. */
const AT_ONCE = 512;
const CODECS: Readonly<Record<string, 'h264' | 'h265'>> = { avc: 'h264', hevc: 'h265' };
/** Times travel in seconds; half a µs finds the packet that a rounded time names. */
const HALF_US = 0.5e-6;

/** Opens Matroska, WebM and MPEG transport streams by way of mediabunny, which knows where their packets lie. */
export async function openOtherContainer(file: ByteFile): Promise<Result<FileContents>> {
  const { CustomSource, EncodedPacketSink, Input, MATROSKA, MPEG_TS, WEBM } = await import('mediabunny');
  const input = new Input({
    formats: [MATROSKA, WEBM, MPEG_TS],
    source: new CustomSource({
      getSize: () => file.size,
      read: (from, to) => file.read(from, to - from),
      prefetchProfile: 'fileSystem',
    }),
  });
  try {
    if (!(await input.canRead())) return { ok: false, message: text('film.noVideo') };
    const track = await input.getPrimaryVideoTrack();
    if (!track) return { ok: false, message: text('film.holdsNoVideo') };
    const format = await formatOf(track);
    if (!format.ok) return format;
    const container = (await input.getFormat()).name;
    const sink = new EncodedPacketSink(track);
    const contents = new PacketFile(container, sink, format.value, () => input.dispose());
    return { ok: true, value: contents };
  } catch (error) {
    input.dispose();
    return { ok: false, message: text('film.damaged', { reason: reasonOf(error) }) };
  }
}

interface PacketFormat {
  readonly codec: 'h264' | 'h265';
  readonly width: number;
  readonly height: number;
  /** Absent where packets are Annex B. */
  readonly samples?: SampleFormat;
}

async function formatOf(track: InputVideoTrack): Promise<Result<PacketFormat>> {
  const named = await track.getCodec();
  const codec = named === null ? undefined : CODECS[named];
  if (!codec) {
    return {
      ok: false,
      message: named === null ? text('film.unknownCodec') : text('film.otherCodec', { codec: named }),
    };
  }
  const config = await track.getDecoderConfig();
  const size = { width: await track.getCodedWidth(), height: await track.getCodedHeight() };
  const record = config?.description;
  if (!record) return { ok: true, value: { codec, ...size } };
  const bytes = ArrayBuffer.isView(record)
    ? new Uint8Array(record.buffer, record.byteOffset, record.byteLength)
    : new Uint8Array(record);
  const samples = sampleFormatOf(codec, bytes);
  if (!samples) return { ok: false, message: text('film.damagedVideo') };
  return { ok: true, value: { codec, ...size, ...samples.size, samples } };
}

class PacketFile implements FileContents {
  readonly index = new PictureIndex();
  readonly createdUs = undefined;
  readonly codec: 'h264' | 'h265';
  readonly width: number;
  readonly height: number;
  readonly held: number;
  fault: Text | undefined;
  readonly #sink: EncodedPacketSink;
  readonly #format: PacketFormat;
  readonly #packets: AsyncGenerator<EncodedPacket, void, unknown>;
  readonly #dispose: () => void;
  #last: { readonly place: number; readonly packet: EncodedPacket } | undefined;

  constructor(
    readonly container: string,
    sink: EncodedPacketSink,
    format: PacketFormat,
    dispose: () => void,
  ) {
    this.#sink = sink;
    this.#format = format;
    this.#dispose = dispose;
    this.codec = format.codec;
    this.width = format.width;
    this.height = format.height;
    this.held = format.samples?.held ?? 0;
    this.#packets = sink.packets(undefined, undefined, { metadataOnly: true });
  }

  async advance(): Promise<boolean> {
    try {
      for (let count = 0; count < AT_ONCE; count++) {
        const { value: packet, done } = await this.#packets.next();
        if (done || !packet) return false;
        const timeUs = Math.round(packet.timestamp * 1e6);
        const isAdded = this.index.add({ offset: 0, bytes: packet.byteLength, timeUs, key: packet.type === 'key' });
        if (!isAdded) return false;
      }
      return true;
    } catch {
      this.fault = text('film.cutOrDamaged');
      return false;
    }
  }

  async load(place: number): Promise<Uint8Array | undefined> {
    const packet = await this.#packet(place).catch(() => undefined);
    if (!packet) return undefined;
    this.#last = { place, packet };
    const { codec, samples } = this.#format;
    const key = this.index.isKey(place);
    if (samples) return samples.unit(packet.data, key, this.index.reorderDepth);
    return key ? rawKeyPicture(codec, packet.data, undefined, this.index.reorderDepth) : packet.data;
  }

  close(): void {
    this.#dispose();
  }

  async #packet(place: number): Promise<EncodedPacket | undefined> {
    const wantedS = this.index.timeUs(place) / 1e6;
    const isIt = (packet: EncodedPacket | null) =>
      packet !== null && Math.abs(packet.timestamp - wantedS) <= 2 * HALF_US;
    const last = this.#last;
    if (last && place === last.place + 1) {
      const next = await this.#sink.getNextPacket(last.packet);
      if (isIt(next)) return next ?? undefined;
    }
    const found = await this.#sink.getPacket(wantedS + HALF_US);
    return isIt(found) ? (found ?? undefined) : undefined;
  }
}
