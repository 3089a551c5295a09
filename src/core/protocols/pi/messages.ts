/**
 * The host's `telemetry` event: one flat object, all keys always there, 0 until known. The names are the wire's; where
 * they mislead, the comment says what is meant.
 */
export interface PiTelemetryMessage {
  /** Degrees. */
  readonly roll: number;
  readonly pitch: number;
  /** Degrees, −180..180. */
  readonly yaw: number;
  /** Degrees; both 0 where there is no position. */
  readonly lat: number;
  readonly lon: number;
  /** Metres above home. */
  readonly alt: number;
  /** Degrees, 0..359.99; 655.35 is unknown. */
  readonly heading: number;
  readonly ground_speed: number;
  readonly climb_rate: number;
  /** Volts, not percent; 65.535 is unknown. */
  readonly battery: number;
  /** Amperes; −0.01 is unknown. */
  readonly current_battery: number;
  /** Percent; −1 is unknown. */
  readonly battery_remaining: number;
  readonly airspeed: number;
  readonly throttle: number;
  /** 255 is unknown. */
  readonly satellites: number;
  readonly fix_type: number;
  /** HDOP and VDOP, in spite of the names; 655.35 is unknown. */
  readonly h_acc: number;
  readonly v_acc: number;
  /** (m/s²)/1000: standing still, `accel_z` is about −0.0098. */
  readonly accel_x: number;
  readonly accel_y: number;
  readonly accel_z: number;
  /** (rad/s)/1000. */
  readonly gyro_x: number;
  readonly gyro_y: number;
  readonly gyro_z: number;
  /** Eight pulse widths in µs. */
  readonly rc_channels: readonly number[];
  readonly cpu_temp: number;
  readonly cpu_usage: number;
  /** Unix seconds when sent. */
  readonly timestamp: number;
}

/** What stands for "unknown" in the keys that have a value for it: MAVLink's own, after the host's divisions. */
export const UNKNOWN = {
  heading: 655.35,
  satellites: 255,
  dop: 655.35,
  battery: 65.535,
  current_battery: -0.01,
  battery_remaining: -1,
  /** One channel of `rc_channels`. */
  rc_channel: 65535,
} as const;

/** The event's name. */
export const PI_TELEMETRY_EVENT = 'telemetry';

/**
 * Client → host, with an acknowledgement that carries the host's monotonic clock in µs: ours, not the original's. A host
 * that does not know it never answers, or answers with nothing.
 */
export const PI_CLOCK_EVENT = 'groundglass:clock';

/**
 * What a client asks a host of ours for in its handshake (`?version=2`, or `auth: { version: 2 }`), to be told true units under
 * the names of our own model instead of the 28 keys. Any other host leaves it unread.
 */
export const PI_TRUE_VERSION = 2;

/** Host → client of that version: how the host does, when that changes. */
export const PI_HOST_EVENT = 'groundglass:host';

/**
 * Host → client of that version whose handshake has `mavlink` 1 besides (in the query or in `auth`), with an acknowledgement
 * that says it was read: whole MAVLink packets of the vehicle one behind the other, as they came, binary.
 */
export const PI_MAVLINK_EVENT = 'groundglass:mavlink';
