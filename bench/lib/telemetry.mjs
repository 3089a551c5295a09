import { startChild } from './child.mjs';

/**
 * Our simulator as a vehicle without a camera, so that the instruments are on and move while pictures are counted.
 * @param {string} app the command line program
 */
export async function startTelemetry(app) {
  const ports = ['--no-video', '--telemetry-port', '0'];
  const child = startChild([process.execPath, app, 'simulate', 'pi', ...ports]);
  const [, port] = await child.line(/telemetry (\d+)/);
  return { port: Number(port), stop: () => child.stop() };
}
