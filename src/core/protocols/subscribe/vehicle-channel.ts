import type { VehicleChannel } from './messages';

/** A vehicle with several cameras has a stream for each. */
const NUMBERED = /^(.+)_(\d{1,3})$/;

/**
 * The vehicle and channel under which clients find a stream: those of a JT/T 1078 terminal, whose stream id is
 * `<SIM>_<channel>`; of any other its id, and 1.
 *
 * @param kind of the stream, as the station's word for its source
 */
export function vehicleChannelOf(id: string, kind: string): VehicleChannel {
  const match = kind === 'jt1078' ? NUMBERED.exec(id) : null;
  return match ? { vehicleId: match[1]!, channel: Number(match[2]) } : { vehicleId: id, channel: 1 };
}

/** Names a channel in `/api/stream/stats`. */
export function channelKey({ vehicleId, channel }: VehicleChannel): string {
  return `${vehicleId}_${channel}`;
}
