import { heading, scaled } from './readers';
import { rowsOf, type TelemetryRow } from './row';

/** The way that is flown, the links by radio, and what goes to servos. */
export const WAY_ROWS: readonly TelemetryRow[] = [
  ...rowsOf('MISSION_CURRENT', {}, { missionItem: ({ seq }) => seq }),
  ...rowsOf(
    'NAV_CONTROLLER_OUTPUT',
    {},
    {
      waypointDistanceM: ({ wp_dist }) => wp_dist,
      targetBearingDeg: ({ target_bearing }) => heading(target_bearing),
      crossTrackErrorM: ({ xtrack_error }) => xtrack_error,
    },
  ),
  ...rowsOf('FENCE_STATUS', {}, { fenceBreached: ({ breach_status }) => breach_status === 1 }),
  ...rowsOf('RC_CHANNELS', {}, { rcSignalPercent: ({ rssi }) => scaled(rssi, 100 / 254) }),
  ...(['RADIO_STATUS', 'RADIO'] as const).flatMap((message) =>
    rowsOf(
      message,
      {},
      {
        radioSignal: ({ rssi }) => rssi,
        radioNoise: ({ noise }) => noise,
        remoteSignal: ({ remrssi }) => remrssi,
        remoteNoise: ({ remnoise }) => remnoise,
      },
    ),
  ),
  ...rowsOf('SERVO_OUTPUT_RAW', {}, { servosUs: servosOf }),
];

/** Outputs of the first port, without those at the end that give no pulse. */
function servosOf(values: object): readonly number[] | undefined {
  const servos = Array.from({ length: 16 }, (_, i) => Number(Reflect.get(values, `servo${i + 1}_raw`)) || 0);
  while (servos.at(-1) === 0) servos.pop();
  return servos.length > 0 ? servos : undefined;
}
