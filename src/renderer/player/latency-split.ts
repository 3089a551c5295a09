import type { ShownPicture } from './shown-picture';

/**
 * What a picture's latency is made of: from the camera to its last byte at the station; in the station until it was handed
 * to the link; on the link; in the decoder with what waits before it; and from there to the screen.
 */
export const LATENCY_PARTS = ['host', 'station', 'link', 'decode', 'screen'] as const;
export type LatencyPart = (typeof LATENCY_PARTS)[number];

/** µs. What is not known is absent; where all are there, their sum is the latency from the capture. */
export type LatencySplit = { readonly [part in LatencyPart]?: number };

/**
 * Splits the latency of one picture.
 *
 * @param stationToViewerUs as for `latencyOf`. Without it the link's part is unknown; the others lie on one clock each.
 */
export function splitOf(picture: ShownPicture, stationToViewerUs: number | undefined): LatencySplit {
  const { captureUs, receiveUs, sentUs, pushedUs, decodedUs, shownUs } = picture;
  return {
    ...(captureUs === undefined ? {} : { host: receiveUs - captureUs }),
    ...(sentUs === undefined ? {} : { station: sentUs - receiveUs }),
    ...(sentUs === undefined || stationToViewerUs === undefined ? {} : { link: pushedUs - sentUs - stationToViewerUs }),
    ...(decodedUs === undefined ? {} : { decode: decodedUs - pushedUs, screen: shownUs - decodedUs }),
  };
}
