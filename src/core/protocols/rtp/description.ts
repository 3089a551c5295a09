import { readBase64 } from '../../base64';
import type { RtpCodec } from './payload-format';

/** What a description says of a format, however it was written: SDP's rtpmap and fmtp. */
export interface DescribedFormat {
  readonly payloadType: number;
  /** In lower case. */
  readonly encoding: string;
  readonly parameters: ReadonlyMap<string, string>;
}

/** A format that is read here. */
export interface VideoFormat {
  readonly codec: RtpCodec;
  readonly payloadType: number;
  /** Parameter sets beside the stream, as an Annex B byte stream; empty where none are told, or they cannot be read. */
  readonly parameterSets: Uint8Array;
}

const ENCODINGS: ReadonlyMap<string, RtpCodec> = new Map([
  ['h264', 'h264'],
  ['h265', 'h265'],
  // What some cameras call it.
  ['hevc', 'h265'],
]);
/** Parameters that hold sets, in the order in which they are needed (RFC 6184, 8.1; RFC 7798, 7.1). */
const SET_PARAMETERS = ['sprop-vps', 'sprop-sps', 'sprop-pps', 'sprop-parameter-sets'];
const MAX_SET_BYTES = 64 * 1024;

/** Of the formats of a media the first that can be read, `interleaved` where its NAL units come in another order, `undefined` where there is none. */
export function readVideoFormat(formats: readonly DescribedFormat[]): VideoFormat | 'interleaved' | undefined {
  let isInterleaved = false;
  for (const { payloadType, encoding, parameters } of formats) {
    const codec = ENCODINGS.get(encoding);
    if (!codec) continue;
    if (parameters.get('packetization-mode') === '2' || Number(parameters.get('sprop-max-don-diff') ?? 0) > 0) {
      isInterleaved = true;
      continue;
    }
    return { codec, payloadType, parameterSets: readSets(parameters) };
  }
  return isInterleaved ? 'interleaved' : undefined;
}

function readSets(parameters: ReadonlyMap<string, string>): Uint8Array {
  const bytes: number[] = [];
  for (const text of SET_PARAMETERS.flatMap((key) => parameters.get(key)?.split(',') ?? [])) {
    const set = text.length <= MAX_SET_BYTES ? readBase64(text.trim()) : undefined;
    if (set && set.length > 0 && bytes.length + set.length < MAX_SET_BYTES) bytes.push(0, 0, 0, 1, ...set);
  }
  return Uint8Array.from(bytes);
}
