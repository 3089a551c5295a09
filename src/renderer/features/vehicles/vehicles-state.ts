import type { CameraRecordings, FleetState } from '#contracts/vehicles';
import { defineState } from '../../viewer/service';

export interface VehiclesState {
  /** Dash cams' vehicles, once they were requested. */
  readonly fleet: FleetState | undefined;
  /** What the vehicle that was asked last has recorded. */
  readonly cameraRecordings: CameraRecordings | undefined;
}

export const vehiclesState = defineState<VehiclesState>({ fleet: undefined, cameraRecordings: undefined });
