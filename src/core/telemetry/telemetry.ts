/**
 * What a vehicle says of itself, in one model for every dialect. An absent key is unknown, which is not zero.
 *
 * Signs are a pilot's: roll is positive with the right wing down, pitch with the nose up, yaw and heading clockwise from
 * north, climb upwards.
 */
export interface Telemetry {
  /** Degrees, −180..180, right wing down positive. */
  readonly rollDeg?: number;
  /** Degrees, −90..90, nose up positive. */
  readonly pitchDeg?: number;
  /** Degrees, −180..180, clockwise from north. */
  readonly yawDeg?: number;
  /** Degrees, 0..360 (exclusive), clockwise from north. */
  readonly headingDeg?: number;
  /** Degrees, WGS 84, −90..90. */
  readonly latitudeDeg?: number;
  /** Degrees, WGS 84, −180..180. */
  readonly longitudeDeg?: number;
  /** Metres above home; of a terminal of JT/T 808 above the sea. */
  readonly altitudeM?: number;
  readonly groundSpeedMps?: number;
  readonly airspeedMps?: number;
  /** Metres per second, upwards positive. */
  readonly climbRateMps?: number;
  /** 0..100. */
  readonly throttlePercent?: number;
  readonly satellites?: number;
  /** MAVLink GPS_FIX_TYPE, 0..8. */
  readonly fixType?: number;
  /** Horizontal and vertical dilution of precision, without unit. */
  readonly hdop?: number;
  readonly vdop?: number;
  readonly batteryV?: number;
  readonly batteryA?: number;
  /** 0..100. */
  readonly batteryPercent?: number;
  /** m/s² in the body's axes. */
  readonly accelMps2?: Vector3;
  /** rad/s in the body's axes. */
  readonly gyroRadps?: Vector3;
  /** Pulse widths in µs, channel 1 first. */
  readonly rcChannelsUs?: readonly number[];
  readonly cpuTempC?: number;
  /** 0..100. */
  readonly cpuPercent?: number;
  /** Whether it is ready to move: motors armed, ignition on. */
  readonly armed?: boolean;
  /** What the vehicle raises alarms about, by keys of the catalogue (`alarm.…`), see `alarmText`. Absent while it raises none. */
  readonly alarms?: readonly string[];
  /** A face that the camera follows: ARKit's blend shapes by its names, 0..1. */
  readonly blendShapes?: Readonly<Record<string, number>>;
  readonly faceTracking?: 'normal' | 'limited' | 'notTracking' | 'unknown';
  /** A body that the camera follows: its joints in metres from the hip, y upwards, by ARKit's names. */
  readonly joints?: readonly Joint[];
  /** What only the sender knows the meaning of: `name.key` → value. */
  readonly custom?: Readonly<Record<string, number>>;
  /** When the host sent this, in µs of its own Unix clock, which is not trusted. */
  readonly hostTimeUs?: number;
}

/** Three components along the body's x (forward), y (right) and z (down) axes. */
export interface Vector3 {
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

/** A place of a followed body, in metres from its hip. */
export interface Joint extends Vector3 {
  readonly name: string;
}
