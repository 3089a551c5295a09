import type { VehicleChannel } from './messages';

const LEADING_ZEROS = /^0+/;
/** A vehicle with several cameras has a stream for each. */
const NUMBERED = /^(.+)_(\d{1,3})$/;

/**
 * The vehicle and channel under which clients find a stream: those in its id, `<vehicle>_<channel>`, where its source has
 * channels; of any other its id, and 1.
 */
export function vehicleChannelOf(id: string, hasChannels: boolean): VehicleChannel {
  const match = hasChannels ? NUMBERED.exec(id) : null;
  return match ? { vehicleId: match[1]!, channel: Number(match[2]) } : { vehicleId: id, channel: 1 };
}

/** Whether two numbers name one vehicle: programs write them with any zeros in front. */
export function isSameNumber(a: string, b: string): boolean {
  return a.replace(LEADING_ZEROS, '') === b.replace(LEADING_ZEROS, '');
}

/** Names a channel in `/api/stream/stats`. */
export function channelKey({ vehicleId, channel }: VehicleChannel): string {
  return `${vehicleId}_${channel}`;
}
