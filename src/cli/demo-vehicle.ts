import type { Demo } from '#station/extension/demo';
import { runPiSimulator } from '#station/simulators/pi/simulator';
import { DEMO_FLIGHT } from './environment';

/** A simulated vehicle on this machine. */
export interface DemoVehicle {
  readonly host: string;
  readonly videoPort: number;
  readonly telemetryPort: number;
  close(): Promise<void>;
}

const HOST = '127.0.0.1';
const FPS = 30;

/** The demo that a person asks for in the window: it starts once, and ends with the station. */
export function demoOnDemand(): Demo {
  let vehicle: Promise<DemoVehicle> | undefined;
  return {
    start() {
      vehicle ??= startDemoVehicle().catch((error: unknown) => {
        vehicle = undefined;
        throw error;
      });
      return vehicle;
    },
    async close() {
      await (await vehicle)?.close();
    },
  };
}

/** Starts the demo flight on free ports. */
export async function startDemoVehicle(): Promise<DemoVehicle> {
  const simulator = await runPiSimulator({
    listen: HOST,
    videoPort: 0,
    telemetryPort: 0,
    fps: FPS,
    demoFlight: DEMO_FLIGHT,
    captureTime: true,
  });
  const { videoPort = 0, telemetryPort = 0 } = simulator;
  return { host: HOST, videoPort, telemetryPort, close: () => simulator.close() };
}
