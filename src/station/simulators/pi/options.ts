/** What `groundglass simulate pi` may be told. Ports may be 0: any free one. */
export interface PiSimulatorOptions {
  /** Address to listen on. */
  readonly listen: string;
  readonly videoPort: number;
  readonly telemetryPort: number;
  /** Directory with `flight.h264` and `telemetry.json`: `resources/demo-flight`. */
  readonly demoFlight: string;
  /** Annex B file to play instead of the demo flight's; the telemetry stays the demo flight's. */
  readonly clip?: string | undefined;
  readonly fps: number;
  readonly noVideo?: boolean | undefined;
  readonly noTelemetry?: boolean | undefined;
  /** Seconds after which each video connection is closed. */
  readonly dropAfter?: number | undefined;
  /** Milliseconds of silence in the middle of every 50th picture; what is late then is sent at once. */
  readonly stall?: number | undefined;
  /** Random bytes before the first picture and now and then between pictures; now and then a bare NaN in the telemetry. */
  readonly garbage?: boolean | undefined;
  /** The next picture's access unit delimiter right behind each picture, which the original host does not send. */
  readonly aud?: boolean | undefined;
  /**
   * Each picture bears the time at which it was taken, and clock probes over Socket.IO are answered. The original host does
   * neither.
   */
  readonly captureTime?: boolean | undefined;
  /** The host's monotonic clock in milliseconds, for tests; this process's own where it is absent. */
  readonly clock?: (() => number) | undefined;
  /** Each connection begins in the middle of a group of pictures, as no host does: for tests. */
  readonly midGroup?: boolean | undefined;
  /** Hears in a few words what happens, for a console. */
  readonly onEvent?: ((text: string) => void) | undefined;
}
