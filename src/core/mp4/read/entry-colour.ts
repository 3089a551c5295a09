import { readAvcDecoderConfigurationRecord } from '../../bitstream/avcc';
import { readHevcDecoderConfigurationRecord } from '../../bitstream/h265/hvcc';
import { parseHevcSps } from '../../bitstream/h265/parameter-sets';
import { parseSps } from '../../bitstream/sps';
import { type Colour, effectiveColour, JFIF_COLOUR, type SignalledColour } from '../../colour/colour';
import { readBoxHead } from '../boxes/box-head';

/** Before the boxes within a VisualSampleEntry (ISO/IEC 14496-12, 12.1.3). */
const VISUAL_HEAD_BYTES = 86;

/**
 * The colours of a track, by its parameter sets: recordings of before, and other programs' films, say nothing beside them.
 *
 * @param entry a whole VisualSampleEntry
 */
export function colourOfEntry(entry: Uint8Array, size: { readonly width: number; readonly height: number }): Colour {
  for (let at = VISUAL_HEAD_BYTES; at < entry.length; ) {
    const box = readBoxHead(entry.subarray(at, at + 16), at);
    if (!box) break;
    const body = entry.subarray(at + 8, at + box.bytes);
    if (box.type === 'avcC') return effectiveColour(h264Signal(body), size);
    if (box.type === 'hvcC') return effectiveColour(h265Signal(body), size);
    if (box.type === 'esds') return JFIF_COLOUR;
    at += box.bytes;
  }
  return effectiveColour(undefined, size);
}

function h264Signal(record: Uint8Array): SignalledColour | undefined {
  const read = readAvcDecoderConfigurationRecord(record);
  const sps = read.ok ? read.value.sequenceParameterSets[0] : undefined;
  const parsed = sps && parseSps(sps);
  return parsed?.ok ? parsed.value.vui : undefined;
}

function h265Signal(record: Uint8Array): SignalledColour | undefined {
  for (const nal of readHevcDecoderConfigurationRecord(record)?.parameterSets ?? []) {
    const parsed = parseHevcSps(nal);
    if (parsed.ok) return parsed.value.vui;
  }
  return undefined;
}
