import type { VehicleChannel } from './messages';

/** What a frame message says of its picture. */
export interface FrameFacts {
  /** Bytes of the access unit, before base64. */
  readonly size: number;
  readonly isIFrame: boolean;
  /** Unix ms when it arrived at the station. */
  readonly timestamp: number;
}

/**
 * The text of a frame message in front of and behind its base64, which is by far the most of it: so put together, the
 * picture is never looked through for characters to escape.
 */
export function frameEnvelope(
  { vehicleId, channel }: VehicleChannel,
  { size, isIFrame, timestamp }: FrameFacts,
): { readonly head: string; readonly tail: string } {
  return {
    head: `{"type":"frame","vehicleId":${JSON.stringify(vehicleId)},"channel":${channel},"data":"`,
    tail: `","size":${size},"isIFrame":${isIFrame},"timestamp":${timestamp}}`,
  };
}
