import type { Feature } from '../../viewer/viewer';
import { MapTrail } from './MapTrail';

/** Where the vehicle went, while somebody looks back. */
export const mapTrail: Feature = { id: 'map-trail', parts: { instruments: MapTrail } };
