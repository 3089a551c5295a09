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
