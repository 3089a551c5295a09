import type { CameraRecordings, FleetState, VehiclePicture } from '#contracts/vehicles';
import { defineState } from '../../viewer/service';

export interface VehiclesState {
  /** Dash cams' vehicles, once they were requested. */
  readonly fleet: FleetState | undefined;
  /** What the vehicle that was asked last has recorded. */
  readonly cameraRecordings: CameraRecordings | undefined;
  /** The picture that was asked for last. */
  readonly picture: VehiclePicture | undefined;
}

export const vehiclesState = defineState<VehiclesState>({
  fleet: undefined,
  cameraRecordings: undefined,
  picture: undefined,
});
