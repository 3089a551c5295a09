import type { Vehicle } from '#contracts/vehicles';
import { signalKeys } from '#core/protocols/jt808/alarms';
import { AREA_KINDS, type PlaceAlarms } from '#core/protocols/jt808/area-alarms';
import type { Terminal } from './terminal';

/** km/h × 10 → m/s. */
const MPS = 36;
/** Item 0x2a: bit 0 deep sleep, bit 1 sleep. */
const ASLEEP = 3;

/** What its last reports had beside where it is: kept from one to the next, as most items are not in each. */
export function statusOf({ additional, telemetry, alarms, places }: Terminal): Partial<Vehicle> {
  const { mileage, fuel, recorderSpeed, satellites, signalStrength, analogue, ioStatus } = additional;
  const { vehicleSignals, manualAlarmEventId } = additional;
  const [safety] = alarms.list();
  const about = placesOf(places);
  return {
    ...(telemetry?.values.armed !== undefined && { ignition: telemetry.values.armed }),
    ...(mileage !== undefined && { mileageKm: mileage / 10 }),
    ...(fuel !== undefined && { fuelLitres: fuel / 10 }),
    ...(recorderSpeed !== undefined && { recorderSpeedMps: recorderSpeed / MPS }),
    ...(satellites !== undefined && { satellites }),
    ...(signalStrength !== undefined && { signalStrength }),
    ...(vehicleSignals !== undefined && { signals: signalKeys(vehicleSignals) }),
    ...(analogue !== undefined && { analogue: [analogue & 0xffff, analogue >>> 16] }),
    ...(ioStatus !== undefined && { asleep: (ioStatus & ASLEEP) !== 0 }),
    ...(manualAlarmEventId !== undefined && { alarmToConfirm: manualAlarmEventId }),
    ...(about.length > 0 && { places: about }),
    ...(safety && { safetyAlarm: { alarms: [...safety.alarm.keys], beganMs: safety.beganMs } }),
  };
}

function placesOf({ overspeed, area, routeTime }: PlaceAlarms): NonNullable<Vehicle['places']> {
  const place = (kind: number) => AREA_KINDS[kind] ?? ('other' as const);
  const { kind, areaId } = overspeed ?? {};
  return [
    ...(kind === undefined
      ? []
      : [{ alarm: 'overspeed' as const, place: place(kind), ...(areaId !== undefined && { id: areaId }) }]),
    ...(area
      ? [{ alarm: 'area' as const, place: place(area.kind), id: area.areaId, isOut: area.direction === 1 }]
      : []),
    ...(routeTime
      ? [
          {
            ...{ alarm: 'routeTime' as const, place: 'route' as const, id: routeTime.routeId },
            ...{ seconds: routeTime.seconds, isTooLong: routeTime.result === 1 },
          },
        ]
      : []),
  ];
}
