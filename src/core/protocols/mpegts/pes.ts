import { readTimeStamp } from './time-stamp';

/** What a PES packet says of itself (ISO/IEC 13818-1, 2.4.3.7). */
export interface PesHeader {
  readonly stream_id: number;
  /** 0: not scrambled. */
  readonly PES_scrambling_control: number;
  /** 33 bits at 90 kHz; absent where it has none. */
  readonly PTS: number | undefined;
  readonly DTS: number | undefined;
}

/** A header, and where it ends. */
export interface PesHeaderRead {
  readonly header: PesHeader;
  /** Bytes of the header. */
  readonly length: number;
  /** Bytes behind it; `undefined` where the packet does not say. */
  readonly payload: number | undefined;
}

/** packet_start_code_prefix, stream_id, PES_packet_length. */
const START_BYTES = 6;
/** Behind these stands how long the rest of the header is. */
const FIXED_BYTES = 9;
/** The longest header. */
export const MAX_PES_HEADER_BYTES = FIXED_BYTES + 255;
/**
 * Of these the payload follows PES_packet_length at once (2.4.3.7): program_stream_map, padding, private_stream_2, ECM, EMM, DSMCC,
 * type E, directory. None is of a stream that is read here.
 */
const BARE = new Set([0xbc, 0xbe, 0xbf, 0xf0, 0xf1, 0xf2, 0xf8, 0xff]);

/** Reads what a PES packet begins with. @returns `more` while it is not all there; `undefined` where it is none */
export function readPesHeader(bytes: Uint8Array): PesHeaderRead | 'more' | undefined {
  if (bytes.length < START_BYTES) return 'more';
  const stream_id = bytes[3]!;
  if (bytes[0] !== 0 || bytes[1] !== 0 || bytes[2] !== 1 || BARE.has(stream_id)) return undefined;
  if (bytes.length < FIXED_BYTES) return 'more';
  const flags = bytes[6]!;
  // '10', which tells it from MPEG-1's.
  if (flags >> 6 !== 2) return undefined;
  const PES_header_data_length = bytes[8]!;
  const length = FIXED_BYTES + PES_header_data_length;
  if (bytes.length < length) return 'more';
  const PTS_DTS_flags = bytes[7]! >> 6;
  const PTS = PTS_DTS_flags >= 2 && PES_header_data_length >= 5 ? readTimeStamp(bytes, FIXED_BYTES) : undefined;
  const DTS = PTS_DTS_flags === 3 && PES_header_data_length >= 10 ? readTimeStamp(bytes, FIXED_BYTES + 5) : undefined;
  const PES_packet_length = (bytes[4]! << 8) | bytes[5]!;
  const payload = PES_packet_length === 0 ? undefined : PES_packet_length + START_BYTES - length;
  const header = { stream_id, PES_scrambling_control: (flags >> 4) & 3, PTS, DTS };
  return { header, length, payload: payload !== undefined && payload < 0 ? undefined : payload };
}
