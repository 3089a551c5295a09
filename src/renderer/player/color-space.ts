import type { Colour } from '#core/colour/colour';
import { colorSpaceInit } from '#core/colour/names';

/** What is added to a `VideoDecoderConfig`, so that a stream that says nothing of its colours is not taken for BT.709. */
export function withColorSpace(colour: Colour | undefined): { colorSpace?: VideoColorSpaceInit } {
  const colorSpace = colour && colorSpaceInit(colour);
  // TypeScript's list lags behind that of WebCodecs, which has BT.2020.
  return colorSpace ? { colorSpace: colorSpace as VideoColorSpaceInit } : {};
}
