import { avcRecordOf, unitsBeforeSlices } from '../../bitstream/avcc';
import { hevcFormatOf } from '../../bitstream/h265/format';
import { hevcConfigurationRecord } from '../../bitstream/h265/hvcc';
import { readJpeg } from '../../bitstream/jpeg/read-jpeg';
import { NalUnitType, nalUnitType } from '../../bitstream/nal';
import { parseSps } from '../../bitstream/sps';
import type { AccessUnit } from '../../media/access-unit';
import type { VideoSampleEntry, VideoTrackFormat } from '../../media/fmp4/track';

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
      return read.ok ? format(read.value, { type: 'jpeg' }) : undefined;
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
  return avcC && format(read.value, { type: 'avc1', avcC });
}

function format(
  { width, height }: { readonly width: number; readonly height: number },
  codec: VideoSampleEntry,
): VideoTrackFormat {
  return { kind: 'video', timescale: TIMESCALE, width, height, codec };
}
