import type { NamedVehicle } from '#contracts/recent';
import type { Result } from '#core/texts/result';
import { Capability } from '../capability';
import type { Hub } from '../hub/hub';
import type { Stream } from '../hub/stream';
import { piUrl } from './dial/pi/source';
import type { SourceList } from './source-list';

/** The vehicle that the station shows, for its services. */
export const SHOWN_VEHICLE = new Capability<ShownVehicle>('shown-vehicle');

/** The vehicle that was last connected to: the next one takes its place, unless a person saved it. */
export class ShownVehicle {
  readonly #hub: Hub;
  readonly #sources: SourceList;
  #stream: Stream | undefined;

  constructor(hub: Hub, sources: SourceList) {
    this.#hub = hub;
    this.#sources = sources;
  }

  /**
   * Opens a vehicle's stream as the one that the next `show` replaces.
   *
   * @param telemetry the URL of the source that its telemetry comes from instead
   */
  add(vehicle: NamedVehicle, telemetry?: string): Result<Stream> {
    const name = vehicle.name === undefined ? '' : `&name=${encodeURIComponent(vehicle.name)}`;
    const bound = telemetry === undefined ? '' : `&vehicle=${encodeURIComponent(telemetry)}`;
    const added = this.#sources.add(piUrl(vehicle) + name + bound, { isOwners: telemetry !== undefined });
    if (added.ok && !this.#sources.isSaved(added.value.info.id)) this.#stream = added.value;
    return added;
  }

  /**
   * Shows this vehicle instead of the one that was last connected to; other streams stay. The same one again keeps its
   * connection: its camera has no second.
   */
  show(vehicle: NamedVehicle): Result<Stream> {
    const before = this.#current();
    const added = this.add(vehicle);
    if (added.ok && before && before !== added.value) this.#sources.remove(before.info.id);
    return added;
  }

  /** Lets go of the vehicle that was last connected to. */
  clear(): void {
    const current = this.#current();
    if (current) this.#sources.remove(current.info.id);
  }

  /** A person may have removed it, or added it anew. */
  #current(): Stream | undefined {
    const stream = this.#stream;
    return stream && this.#hub.get(stream.info.id) === stream ? stream : undefined;
  }
}
