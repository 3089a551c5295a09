import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { root } from '../lib/paths.mjs';
import { startGroundglass } from './program.mjs';

/** Where a vehicle is called, and its end. @typedef {{ videoPort: number, telemetryPort: number, stop: () => Promise<void> }} Vehicle */

/** Nothing listens on TCP port 1. */
const CLOSED_PORT = 1;
/** About the demo flight's bit rate. */
const CHUNK_BYTES = 8192;
const CHUNK_EVERY_MS = 33;

/**
 * The demo flight, with the simulator's own flags for what goes wrong.
 * @param {string[]} flags
 * @returns {Promise<Vehicle>}
 */
export async function simulator(...flags) {
  const program = startGroundglass(['simulate', 'pi', '--video-port', '0', '--telemetry-port', '0', ...flags]);
  const [, video, telemetry] = await program.line(/^video (\w+), telemetry (\w+) on/);
  const port = (/** @type {string | undefined} */ text) => (text === 'off' ? CLOSED_PORT : Number(text));
  return { videoPort: port(video), telemetryPort: port(telemetry), stop: program.stop };
}

/** One of several vehicles. @typedef {{ name: string, vehicle: Vehicle }} Named */

/** Demo flights. @param {string[]} names @returns {Promise<Named[]>} */
export async function fleet(...names) {
  const vehicles = [];
  for (const name of names) vehicles.push({ name, vehicle: await simulator() });
  return vehicles;
}

/** No vehicle at all. @returns {Promise<Vehicle>} */
export async function nobody() {
  return { videoPort: CLOSED_PORT, telemetryPort: CLOSED_PORT, stop: async () => {} };
}

/** Takes the connection and sends nothing. @returns {Promise<Vehicle>} */
export const silentCamera = () => camera(() => {});

/** An older host's stream joined late: slices, and no SPS or PPS ever. @returns {Promise<Vehicle>} */
export function cameraWithoutParameterSets() {
  const slices = withoutParameterSets(readFileSync(join(root, 'resources/demo-flight/flight.h264')));
  return camera((socket) => {
    let at = 0;
    const timer = setInterval(() => {
      socket.write(slices.subarray(at, at + CHUNK_BYTES));
      at += CHUNK_BYTES;
    }, CHUNK_EVERY_MS);
    socket.on('close', () => clearInterval(timer));
  });
}

/** @param {(socket: import('node:net').Socket) => void} serve @returns {Promise<Vehicle>} */
async function camera(serve) {
  /** @type {Set<import('node:net').Socket>} */
  const sockets = new Set();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {}).resume();
    serve(socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    videoPort: address.port,
    telemetryPort: CLOSED_PORT,
    async stop() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** @param {Buffer} annexB */
function withoutParameterSets(annexB) {
  const kept = [];
  let from = annexB.indexOf(START_CODE);
  while (from >= 0) {
    const next = annexB.indexOf(START_CODE, from + 3);
    const type = (annexB[from + 3] ?? 0) & 31;
    if (type !== 7 && type !== 8) kept.push(annexB.subarray(from, next < 0 ? annexB.length : next));
    from = next;
  }
  return Buffer.concat(kept);
}

const START_CODE = Buffer.from([0, 0, 1]);
