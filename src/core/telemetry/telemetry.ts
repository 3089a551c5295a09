import type { Osd } from './osd';
import type { Quantities } from './quantities';
import type { ValueOf } from './quantity';
import type { Vector3 } from './vector3';

export type { Vector3 } from './vector3';

/** What is measured, by the keys of the catalogue. An absent key is unknown, which is not zero. */
export type Measured = { readonly [Key in keyof Quantities]?: ValueOf<Quantities[Key]> };

/** What a vehicle says of itself, in one model for every dialect. */
export interface Telemetry extends Measured {
  /** What the vehicle raises alarms about, by keys of the catalogue (`alarm.…`), see `alarmText`. Absent while it raises none. */
  readonly alarms?: readonly string[];
  /** A face that the camera follows: ARKit's blend shapes by its names, 0..1. */
  readonly blendShapes?: Readonly<Record<string, number>>;
  readonly faceTracking?: 'normal' | 'limited' | 'notTracking' | 'unknown';
  /** A body that the camera follows: its joints in metres from the hip, y upwards, by ARKit's names. */
  readonly joints?: readonly Joint[];
  /** What the flight controller draws over the picture itself, where it sends that. */
  readonly osd?: Osd;
  /** What only the sender knows the meaning of: `name.key` → value. */
  readonly custom?: Readonly<Record<string, number>>;
}

/** A place of a followed body, in metres from its hip. */
export interface Joint extends Vector3 {
  readonly name: string;
}
