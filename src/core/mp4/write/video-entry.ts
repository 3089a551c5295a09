import { avcRecordOf, unitsBeforeSlices } from '../../bitstream/avcc';
import { hevcFormatOf } from '../../bitstream/h265/format';
import { hevcConfigurationRecord } from '../../bitstream/h265/hvcc';
import { AS_STORED } from '../../bitstream/jpeg/orientation';
import { readJpeg } from '../../bitstream/jpeg/read-jpeg';
import { NalUnitType, nalUnitType } from '../../bitstream/nal';
import { parseSps } from '../../bitstream/sps';
import { type Colour, effectiveColour, JFIF_COLOUR } from '../../colour/colour';
import type { AccessUnit } from '../../media/access-unit';
import type { VideoSampleEntry, VideoTrackFormat } from './track';

/** Pictures are timed in µs. */
const TIMESCALE = 1_000_000;

/** @param unit a key picture @returns `undefined` where it does not say what a player must know */
export function videoFormatOf({ codec = 'h264', data }: AccessUnit): VideoTrackFormat | undefined {
  switch (codec) {
    case 'h264':
      return h264FormatOf(data);
    case 'h265': {
      const size = hevcFormatOf(data);
      const hvcC = size && hevcConfigurationRecord(data);
      return hvcC && format(size, { type: 'hvc1', hvcC });
    }
    case 'jpeg': {
      const read = readJpeg(data);
      if (!read.ok) return undefined;
      const { orientation } = read.value;
      const jpeg = format({ ...read.value, colour: JFIF_COLOUR }, { type: 'jpeg' });
      return orientation === AS_STORED ? jpeg : { ...jpeg, orientation };
    }
  }
}

function h264FormatOf(data: Uint8Array): VideoTrackFormat | undefined {
  const units = unitsBeforeSlices(data);
  const ofType = (type: number) => units.find((unit) => nalUnitType(unit[0]!) === type);
  const sps = ofType(NalUnitType.sps);
  const read = sps && parseSps(sps);
  if (!read?.ok || !ofType(NalUnitType.pps)) return undefined;
  const avcC = avcRecordOf(units, read.value);
  const { width, height, vui } = read.value;
  return avcC && format({ width, height, colour: effectiveColour(vui, read.value) }, { type: 'avc1', avcC });
}

function format(
  { width, height, colour }: { readonly width: number; readonly height: number; readonly colour?: Colour },
  codec: VideoSampleEntry,
): VideoTrackFormat {
  return { kind: 'video', timescale: TIMESCALE, width, height, codec, ...(colour && { colour }) };
}
