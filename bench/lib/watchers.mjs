/*
 * The program behind `startWatchers`: many clients of a gateway in one process, each of which notes when which picture of a
 * known clip came. A picture is known by its last bytes, which no way through the station changes.
 */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { WebSocket } from 'ws';
import { accessUnits } from './access-units.mjs';

/** @type {import('./streaming.mjs').WatchOptions} */
const { url, dialect, streams, clip, pictures, idle } = JSON.parse(process.argv[2]);
const TAIL_BYTES = 384;
/** Whole groups of four, with room for the padding. */
const TAIL_BASE64 = (TAIL_BYTES / 3) * 4 + 4;
const ACKNOWLEDGE_EVERY = 8;

const units = accessUnits(readFileSync(clip));
/** @param {Buffer} bytes */
const tail = (bytes) => bytes.subarray(-TAIL_BYTES).toString('latin1');
const numberOf = new Map(units.map((unit, n) => [tail(unit), n]));
if (numberOf.size !== units.length) throw new Error('two pictures of the clip end alike');

/** The end of a frame message's base64, without parsing the rest. @param {Buffer} text */
function base64Tail(text) {
  const end = text.lastIndexOf('","size"');
  return Buffer.from(text.toString('latin1', end - TAIL_BASE64, end), 'base64');
}

/** @param {string} id of a stream */
function watcher(id) {
  const times = new Float64Array(pictures).fill(Number.NaN);
  let last = -1;
  let unacknowledged = 0;
  const note = (/** @type {Buffer} */ bytes) => {
    const at = Number(process.hrtime.bigint()) / 1e6;
    const number = numberOf.get(tail(bytes));
    if (number === undefined) throw new Error('a picture that was never sent');
    const before = ((last % units.length) + units.length) % units.length;
    last = last === -1 ? number : last + ((number - before + units.length) % units.length || units.length);
    if (last < pictures) times[last] = at;
  };
  const at = { json: '/ws/video', consume: `/ws/video/consume?id=${id}`, link: '/link' }[dialect];
  const socket = new WebSocket(new URL(at, url.replace(/^http/, 'ws')), { perMessageDeflate: false });
  socket.on('message', (data, isBinary) => {
    if (dialect === 'json') {
      if (data.length > TAIL_BASE64) note(base64Tail(data));
      return;
    }
    if (!isBinary) return;
    note(data);
    unacknowledged += 1;
    if (dialect === 'link' && unacknowledged === ACKNOWLEDGE_EVERY) {
      socket.send(JSON.stringify({ type: 'ack', stream: id, pictures: unacknowledged }));
      unacknowledged = 0;
    }
  });
  socket.on('close', (code) => process.send?.({ kind: 'closed', code }));
  socket.on('error', (error) => process.send?.({ kind: 'error', message: error.message }));
  return { socket, times, id };
}

process.once('disconnect', () => process.exit(0));
const watchers = [];
for (const id of streams) {
  const one = watcher(id);
  await once(one.socket, 'open');
  if (dialect === 'link') one.socket.send(JSON.stringify({ type: 'subscribe', stream: id }));
  if (dialect === 'json') one.socket.send(JSON.stringify({ type: 'subscribe', vehicleId: id, channel: 1 }));
  watchers.push(one);
}
if (idle) for (const { socket } of watchers) socket.pause();
process.send?.({ kind: 'ready' });
await once(process, 'message');
process.send?.({ kind: 'done', times: watchers.map(({ times }) => times) });
