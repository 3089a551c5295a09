import type { Endpoint } from '#core/settings/endpoint';
import type { HeldAttitude } from '#core/settings/held-attitude';

/** What `groundglass simulate mavlink` may be told. Ports may be 0: any free one. */
export interface MavlinkSimulatorOptions {
  readonly vehicle: 'copter' | 'plane' | 'rover' | 'sub';
  /** A PX4, which has other modes. */
  readonly px4?: boolean;
  /** Where datagrams go. */
  readonly udp?: Endpoint | undefined;
  /** Where ground stations are let in, on loopback. */
  readonly tcp?: number | undefined;
  /** Video as the Pi host gives it, in step with the telemetry. */
  readonly videoPort?: number | undefined;
  /** Directory with `flight.h264` and `telemetry.json`: `resources/demo-flight`. */
  readonly demoFlight: string;
  readonly clip?: string | undefined;
  readonly fps: number;
  /** The attitude in which it stands still; absent: it flies. */
  readonly hold?: HeldAttitude | undefined;
  readonly noise?: boolean;
  /** 0..100. */
  readonly loss?: number;
  readonly gimbal?: boolean;
  readonly secondVehicle?: boolean;
  /** A camera aboard names this as the address of its video. */
  readonly videoUri?: string | undefined;
  /** Key of 32 bytes. */
  readonly key?: Uint8Array | undefined;
  /** Hears in a few words what happens, for a console. */
  readonly onEvent?: ((text: string) => void) | undefined;
}
