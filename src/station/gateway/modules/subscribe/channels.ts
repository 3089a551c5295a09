import { z } from 'zod';
import type { ChannelStatistics, ConnectedVehicle, VehicleChannel } from '#core/protocols/subscribe/messages';
import { channelKey, isSameNumber, vehicleChannelOf } from '#core/protocols/subscribe/vehicle-channel';
import type { Hub } from '../../../hub/hub';
import type { Stream } from '../../../hub/stream';
import { unixMs } from './unix-time';

/** Under which vehicle and channel clients find a stream. */
export function channelOf({ info }: Stream): VehicleChannel {
  return vehicleChannelOf(info.id, info.can?.hasChannels ?? false);
}

/**
 * The stream of a vehicle's channel; the number of a vehicle with channels may have any zeros in front. One of JPEG is none in a dialect that
 * carries H.264.
 */
export function findChannel(hub: Hub, { vehicleId, channel }: VehicleChannel): Stream | undefined {
  return hub
    .list()
    .find(
      (stream) =>
        isOfVehicle(stream, vehicleId) && channelOf(stream).channel === channel && stream.info.kind !== 'jpeg',
    );
}

/** Whether a stream is one of a vehicle's; the number of a vehicle with channels may have any zeros in front. */
export function isOfVehicle(stream: Stream, vehicleId: string): boolean {
  const own = channelOf(stream).vehicleId;
  return own === vehicleId || (stream.info.can?.hasChannels === true && isSameNumber(own, vehicleId));
}

export const channelStatisticsSchema = z.record(
  z.string(),
  z.object({ subscribers: z.number().int(), lastFrame: z.iso.datetime().nullable() }),
);

/** @param subscribers of a stream, in this dialect */
export function channelStatistics(
  hub: Hub,
  subscribers: (stream: Stream) => number,
): Readonly<Record<string, ChannelStatistics>> {
  const entries = hub.list().map((stream) => {
    const { lastPictureUs } = stream;
    const lastFrame = lastPictureUs === undefined ? null : new Date(unixMs(lastPictureUs)).toISOString();
    return [channelKey(channelOf(stream)), { subscribers: subscribers(stream), lastFrame }] as const;
  });
  return Object.fromEntries(entries);
}

export const connectedVehiclesSchema = z.array(
  z.object({
    id: z.string(),
    phone: z.string(),
    channels: z.array(
      z.object({ physicalChannel: z.number().int(), logicalChannel: z.number().int(), type: z.literal('video') }),
    ),
    activeStreams: z.array(z.number().int()),
  }),
);

/** The vehicles that are connected, whatever protocol they speak; those that report by themselves even if they are not watched. */
export function connectedVehicles(hub: Hub): ConnectedVehicle[] {
  const vehicles = new Map<string, Stream[]>();
  for (const stream of hub.list()) {
    if (stream.links.video?.state !== 'open' && !isOnline(stream)) continue;
    const { vehicleId } = channelOf(stream);
    vehicles.set(vehicleId, [...(vehicles.get(vehicleId) ?? []), stream]);
  }
  return [...vehicles].map(([id, streams]) => ({
    id,
    phone: id,
    channels: streams.map((stream) => {
      const { channel } = channelOf(stream);
      return { physicalChannel: channel, logicalChannel: channel, type: 'video' };
    }),
    activeStreams: streams.filter(isActive).map((stream) => channelOf(stream).channel),
  }));
}

/** The vehicle is there, whether its cameras are fetched or not. */
function isOnline({ info, links }: Stream): boolean {
  return info.can?.reportsUnwatched === true && links.telemetry?.state === 'open';
}

function isActive({ links: { video } }: Stream): boolean {
  return video?.state === 'open' && video.waitingFor === undefined;
}
