import type { Vehicle } from '#contracts/vehicles';
import type { Fleet } from './fleet';
import type { Terminal } from './terminal';
import { statusOf } from './vehicle-status';

/** One vehicle, as people and programs are told of it. */
export function describeVehicle(fleet: Fleet, terminal: Terminal): Vehicle {
  const { sim, facts, isOnline, sinceMs, telemetry, channels } = terminal;
  const { latitudeDeg, longitudeDeg, altitudeM, groundSpeedMps, headingDeg, alarms = [] } = telemetry?.values ?? {};
  const lastPicture = fleet.files?.latestPicture(sim);
  return {
    sim,
    plate: facts?.plate ?? '',
    model: [facts?.manufacturerId, facts?.terminalModel].filter(Boolean).join(' '),
    online: isOnline,
    sinceMs,
    ...(telemetry && { reportedMs: telemetry.reportedMs }),
    ...(latitudeDeg !== undefined && { latitudeDeg }),
    ...(longitudeDeg !== undefined && { longitudeDeg }),
    ...(altitudeM !== undefined && { altitudeM }),
    ...(groundSpeedMps !== undefined && { groundSpeedMps }),
    ...(headingDeg !== undefined && { headingDeg }),
    ...statusOf(terminal),
    ...(lastPicture && { lastPicture }),
    alarms: [...alarms],
    channels: [...channels.values()].map((channel) => {
      const playback = fleet.playback(sim, channel.number)?.stream.info.id;
      return {
        channel: channel.number,
        stream: channel.stream.info.id,
        streaming: channel.isStreaming,
        ...(playback !== undefined && { playback }),
      };
    }),
  };
}

/** Vehicles that are there before those that have gone; by their plates and numbers. */
export function describeFleet(fleet: Fleet): Vehicle[] {
  const name = ({ plate, sim }: Vehicle) => plate || sim;
  return fleet
    .list()
    .map((terminal) => describeVehicle(fleet, terminal))
    .sort((a, b) => Number(b.online) - Number(a.online) || name(a).localeCompare(name(b)));
}
