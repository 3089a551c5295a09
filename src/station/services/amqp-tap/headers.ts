import { wallUsOf } from '../../clock';

export const FRAMES_EXCHANGE = 'video_frames_exchange';
export const STREAM_EXCHANGE = 'video_stream_exchange';

/** When a picture was taken and came, in µs on the station's clock. */
export interface PictureTimes {
  readonly receiveUs: number;
  readonly captureUs?: number | undefined;
}

/**
 * The headers of both exchanges (docs/protocols.md 10), all strings. Times are Unix: `timestamp_ns` of the capture where it is
 * known, else of the arrival; `server_received` of the arrival, both in ns; `ntp_time` now, in seconds. This machine's clock
 * is kept by its system, so that `ntp_offset` is 0.
 */
export function pictureHeaders(
  { receiveUs, captureUs = receiveUs }: PictureTimes,
  size: { readonly width: number; readonly height: number } | undefined,
): Record<string, string> {
  return {
    timestamp_ns: nanoseconds(captureUs),
    server_received: nanoseconds(receiveUs),
    ntp_time: (Date.now() / 1000).toFixed(6),
    ntp_offset: '0.0',
    width: String(size?.width ?? 0),
    height: String(size?.height ?? 0),
  };
}

function nanoseconds(stationUs: number): string {
  return `${BigInt(Math.round(wallUsOf(stationUs))) * 1000n}`;
}
