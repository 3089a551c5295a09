import { once } from 'node:events';
import http from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { WebSocket } from 'ws';

/**
 * Somebody who comes, stays for a while and goes, now and then without a word.
 * @typedef {(scene: Scene, stayMs: number) => Promise<void>} Visitor
 *
 * @typedef {object} Scene
 * @property {string} url of the gateway
 * @property {number} jtPort
 * @property {readonly Buffer[]} units of a clip, a key picture first
 * @property {any} jtClip the same for the simulator of dash cams
 * @property {(options: object, signal: AbortSignal) => Promise<void>} runDashcam
 * @property {() => string} camera the address of a camera that may be dialled
 * @property {() => Promise<string | undefined>} stream the id of one of the streams
 * @property {number} fps of the clip
 * @property {string} address this visitor's own, on loopback: a gateway lets few in from one
 * @property {number} serial counts those who came
 * @property {number} names so many terminals and producers take turns: a station remembers all that ever came
 */

const ACK_EVERY = 8;
/** @param {Scene} scene @param {string} path */
async function open({ url, address }, path) {
  const options = { perMessageDeflate: false, localAddress: address };
  const socket = new WebSocket(new URL(path, url.replace(/^http/, 'ws')), options);
  socket.on('error', () => {});
  await once(socket, 'open');
  return socket;
}

/** @param {WebSocket} socket */
function leave(socket) {
  if (Math.random() < 0.3) socket.terminate();
  else socket.close();
}

/** A browser's viewer. @type {Visitor} */
async function linkViewer(scene, stayMs) {
  const socket = await open(scene, '/link');
  const id = await scene.stream();
  let pictures = 0;
  socket.on('message', (_, isBinary) => {
    if (isBinary && ++pictures % ACK_EVERY === 0)
      socket.send(JSON.stringify({ type: 'ack', stream: id, pictures: ACK_EVERY }));
  });
  if (id) socket.send(JSON.stringify({ type: 'subscribe', stream: id }));
  socket.send(JSON.stringify({ type: 'library', about: { ask: 'leave' } }));
  socket.send('not even JSON');
  await wait(stayMs / 2);
  if (id) {
    socket.send(JSON.stringify({ type: 'play', stream: id, run: 1, fromUs: (Date.now() - 5000) * 1000, rate: 1 }));
    socket.send(JSON.stringify({ type: 'track', stream: id }));
    socket.send(JSON.stringify({ type: 'key-picture', number: 1, of: { stream: id }, atUs: Date.now() * 1000 }));
  }
  await wait(stayMs / 2);
  leave(socket);
}

/** A viewer that takes nothing. @type {Visitor} */
async function deafViewer(scene, stayMs) {
  const socket = await open(scene, `/ws/video/consume?id=${encodeURIComponent((await scene.stream()) ?? '')}`);
  socket.pause();
  await wait(stayMs);
  socket.terminate();
}

/** A client of the old API. @type {Visitor} */
async function subscriber(scene, stayMs) {
  const socket = await open(scene, '/ws/video');
  socket.send(JSON.stringify({ type: 'subscribe', vehicleId: await scene.stream(), channel: 1 }));
  await wait(stayMs);
  leave(socket);
}

/** @param {string} name @param {string} path */
function httpViewer(name, path) {
  /** @type {Visitor} */
  const visitor = async (scene, stayMs) => {
    const id = encodeURIComponent((await scene.stream()) ?? '');
    const options = { agent: false, localAddress: scene.address };
    const request = http.get(new URL(path.replace('ID', id), scene.url), options);
    request.on('error', () => {});
    const [response] = await once(request, 'response');
    response.on('error', () => {});
    response.resume();
    if (response.statusCode !== 200) throw new Error(`${path}: ${response.statusCode}`);
    await wait(stayMs);
    request.destroy();
  };
  return Object.defineProperty(visitor, 'name', { value: name });
}

/** A program that pushes pictures. @type {Visitor} */
async function producer(scene, stayMs) {
  const socket = await open(scene, `/ws/video?id=soak-${scene.serial % scene.names}`);
  socket.send('{"type":"video_config","format":"h264","source":"soak"}');
  const periodMs = 1000 / scene.fps;
  for (let n = 0; n < stayMs / periodMs && socket.readyState === WebSocket.OPEN; n++) {
    socket.send(scene.units[n % scene.units.length]);
    await wait(periodMs);
  }
  leave(socket);
}

/** A dash cam. @type {Visitor} */
async function terminal(scene, stayMs) {
  const end = new AbortController();
  const running = scene.runDashcam(
    {
      ...{
        host: '127.0.0.1',
        port: scene.jtPort,
        phone: String(13_900_000_000 + (scene.serial % scene.names)),
        channels: 2,
      },
      ...{
        version: scene.serial % 2 ? 2013 : 2019,
        transport: scene.serial % 3 ? 'tcp' : 'udp',
        loss: 1,
        reorder: true,
      },
      ...{ sound: true, fps: scene.fps, heartbeatSeconds: 5, reportSeconds: 1, clip: scene.jtClip, onEvent: () => {} },
    },
    end.signal,
  );
  await wait(stayMs);
  end.abort();
  await running;
}

/** A person who adds a camera, looks at it and takes it away. @type {Visitor} */
async function source(scene, stayMs) {
  const socket = await open(scene, '/link');
  /** @type {string | undefined} */
  let id;
  socket.on('message', (data, isBinary) => {
    if (isBinary) return;
    const message = JSON.parse(String(data));
    if (message.type !== 'added') return;
    id = message.stream;
    socket.send(JSON.stringify({ type: 'subscribe', stream: id }));
  });
  socket.send(JSON.stringify({ type: 'add', url: scene.camera() }));
  await wait(stayMs);
  if (id !== undefined) socket.send(JSON.stringify({ type: 'remove', stream: id }));
  await wait(200);
  leave(socket);
}

/** Who comes in turn, by the flag that says how many are there at a time. @type {Record<string, readonly Visitor[]>} */
export const VISITORS = {
  viewers: [
    linkViewer,
    linkViewer,
    subscriber,
    httpViewer('liveMp4', '/api/streams/ID/live.mp4'),
    httpViewer('events', '/api/stream/sse'),
    deafViewer,
  ],
  producers: [producer],
  terminals: [terminal],
  sources: [source],
};
