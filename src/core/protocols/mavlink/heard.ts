import type { MavlinkLink } from './link';
import { vehicleKind } from './vehicle/kind';
import type { Vehicle } from './vehicle/vehicle';

/** A vehicle that is, or was, on a link. */
export interface HeardVehicle {
  /** Its system id, 1..255. */
  readonly system: number;
  /** `Quadrotor, ArduPilot`. */
  readonly kind: string;
  /** No heartbeat of its autopilot came for some seconds. */
  readonly silent?: true;
}

/** Who is on a link, and whose values are shown. */
export interface Heard {
  /** The one that is shown first, then in the order in which they were heard; no more than `MAX_HEARD`. */
  readonly vehicles: readonly HeardVehicle[];
  /** The system id of the one whose values are shown, heard or not; absent where that is nobody's. */
  readonly shown?: number;
  /** Why it is that one: a person chose it, or the source's address names it. Absent: it was heard first. */
  readonly by?: 'person' | 'address';
}

/** A choice among more is no longer one that a person makes from a list. */
export const MAX_HEARD = 8;
/** Heartbeats come once a second; so many in a row are not lost by chance. */
const SILENT_US = 5_000_000;

/**
 * Who is on a link at this moment.
 *
 * @param by why the link wants the vehicle that it wants, where it wants one
 */
export function heardOn(link: MavlinkLink, by: Heard['by'], nowUs: number): Heard {
  const { vehicle: bound, wanted } = link;
  const shown = bound?.system ?? wanted;
  const others = link.vehicles.list.filter((each) => each !== bound && each.heartbeat);
  const vehicles = [...(bound ? [bound] : []), ...others].slice(0, MAX_HEARD);
  return {
    vehicles: vehicles.map((each) => heardVehicle(each, nowUs)),
    ...(shown !== undefined && { shown }),
    ...(by && wanted !== undefined && { by }),
  };
}

function heardVehicle(vehicle: Vehicle, nowUs: number): HeardVehicle {
  const isSilent = nowUs - (vehicle.heartbeat?.receivedUs ?? Number.NEGATIVE_INFINITY) > SILENT_US;
  return { system: vehicle.system, kind: vehicleKind(vehicle), ...(isSilent && { silent: true as const }) };
}
