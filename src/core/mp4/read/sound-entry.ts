import { type PcmLayout, packetFormat, pcmFormat, plainFormat, type SoundFormat } from '../../media-file/sound-format';
import { BoxReader, boxAt, boxOf, type Mp4Box } from '../boxes/box-reader';
import { decoderConfigOf } from './descriptors';

/** AudioSampleEntry in front of its boxes (ISO/IEC 14496-12, 12.2.3), and what QuickTime's versions 1 and 2 have more. */
const ENTRY_BYTES = 28;
const MORE_BYTES = [0, 16, 36];
/** objectTypeIndication of MPEG-4 audio, and of AAC-LC as MPEG-2 has it (ISO/IEC 14496-1, Table 5). */
const OTI_AAC = [0x40, 0x67];
/** By samplingFrequencyIndex (ISO/IEC 14496-3, Table 1.18). */
const RATES = [96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350];
const OPUS_RATE = 48_000;
/** Of `lpcm` in QuickTime's version 2. */
const LPCM = { float: 1, bigEndian: 2, signed: 4 } as const;

interface Head {
  readonly channels: number;
  readonly bits: number;
  readonly sampleRateHz: number;
  readonly flags: number;
  /** Where its boxes begin. */
  readonly boxesAt: number;
}

/** @returns `undefined` for a kind of sound that is not played, or one that is damaged */
export function readSoundEntry(moov: Uint8Array, entry: Mp4Box): SoundFormat | undefined {
  const head = readHead(moov, entry);
  const format = head && formatOf(moov, entry, head);
  if (!format) return undefined;
  const { sampleRateHz, channels } = format;
  return sampleRateHz >= 1000 && sampleRateHz <= 192_000 && channels >= 1 && channels <= 8 ? format : undefined;
}

function formatOf(moov: Uint8Array, entry: Mp4Box, head: Head): SoundFormat | undefined {
  const { channels, sampleRateHz, bits } = head;
  const pcm = (layout: PcmLayout | undefined) => layout && pcmFormat(layout, sampleRateHz, channels);
  switch (entry.type) {
    case 'mp4a':
      return aacFormat(moov, entry, head);
    case 'Opus': {
      // More than two channels need a mapping that no piece of sound carries.
      return channels <= 2 ? packetFormat('opus', OPUS_RATE, channels) : undefined;
    }
    case 'alaw':
      return plainFormat('pcma', sampleRateHz, channels);
    case 'ulaw':
      return plainFormat('pcmu', sampleRateHz, channels);
    case 'sowt':
      return bits === 16 ? pcm({ bytes: 2, isBigEndian: false }) : undefined;
    case 'twos':
      return bits === 16 ? pcm({ bytes: 2, isBigEndian: true }) : undefined;
    case 'in24':
      return pcm({ bytes: 3, isBigEndian: !isLittleEndian(moov, entry, head) });
    case 'in32':
      return pcm({ bytes: 4, isBigEndian: !isLittleEndian(moov, entry, head) });
    case 'ipcm':
      return pcm(ipcmLayout(moov, entry, head));
    case 'lpcm': {
      const isSigned = (head.flags & LPCM.signed) !== 0 && (head.flags & LPCM.float) === 0;
      return isSigned ? pcm(layoutOf(bits, (head.flags & LPCM.bigEndian) !== 0)) : undefined;
    }
    default:
      return undefined;
  }
}

function readHead(moov: Uint8Array, entry: Mp4Box): Head | undefined {
  const reader = new BoxReader(moov, entry.from, entry.to).skip(8);
  const version = reader.u16();
  reader.skip(6);
  let channels = reader.u16();
  let bits = reader.u16();
  reader.skip(4);
  let sampleRateHz = reader.u16();
  reader.skip(2);
  let flags = 0;
  if (version === 2) {
    reader.skip(4);
    sampleRateHz = reader.f64();
    channels = reader.u32();
    reader.skip(4);
    bits = reader.u32();
    flags = reader.u32();
  }
  const more = MORE_BYTES[version];
  if (reader.overrun || more === undefined) return undefined;
  return { channels, bits, sampleRateHz, flags, boxesAt: entry.from + ENTRY_BYTES + more };
}

function aacFormat(
  moov: Uint8Array,
  entry: Mp4Box,
  { boxesAt, channels, sampleRateHz }: Head,
): SoundFormat | undefined {
  const esds = boxOf(moov, 'esds', boxesAt, entry.to) ?? boxAt(moov, ['wave', 'esds'], boxesAt, entry.to);
  const config = esds && decoderConfigOf(moov, esds);
  const specific = config?.specific;
  if (!specific || specific.length < 2 || specific.length > 64 || !OTI_AAC.includes(config.objectType))
    return undefined;
  const rate = RATES[((specific[0]! & 7) << 1) | (specific[1]! >> 7)] ?? sampleRateHz;
  const configured = (specific[1]! >> 3) & 15;
  return packetFormat('aac', rate, configured === 0 ? channels : configured === 7 ? 8 : configured, specific);
}

/** PCMConfig (ISO/IEC 23003-5, 5.1). */
function ipcmLayout(moov: Uint8Array, entry: Mp4Box, { boxesAt, bits }: Head): PcmLayout | undefined {
  const pcmC = boxOf(moov, 'pcmC', boxesAt, entry.to);
  if (!pcmC) return layoutOf(bits, true);
  const reader = new BoxReader(moov, pcmC.from + 4, pcmC.to);
  const isBigEndian = (reader.u8() & 1) === 0;
  return layoutOf(reader.u8(), isBigEndian);
}

/** QuickTime's `enda`. */
function isLittleEndian(moov: Uint8Array, entry: Mp4Box, { boxesAt }: Head): boolean {
  const enda = boxAt(moov, ['wave', 'enda'], boxesAt, entry.to) ?? boxOf(moov, 'enda', boxesAt, entry.to);
  return enda !== undefined && new BoxReader(moov, enda.from, enda.to).u16() === 1;
}

function layoutOf(bits: number, isBigEndian: boolean): PcmLayout | undefined {
  if (bits === 16) return { bytes: 2, isBigEndian };
  if (bits === 24) return { bytes: 3, isBigEndian };
  return bits === 32 ? { bytes: 4, isBigEndian } : undefined;
}
