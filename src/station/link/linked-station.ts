import type { Units } from '#core/telemetry/units/choice';
import type { StationParts } from '../extension/station-parts';
import type { ShownVehicle } from '../sources/shown-vehicle';
import type { SourceList } from '../sources/source-list';

/** What a viewer's link needs of the station. */
export interface LinkedStation extends StationParts {
  /** The sources that it dials. */
  readonly sources: SourceList;
  readonly vehicle: ShownVehicle;
  /** In which units viewers show values, until their people choose others. */
  readonly units: Units;
  /** Tries a stream's broken links now, without waiting out the back-off. */
  retryNow(stream: string): void;
}
