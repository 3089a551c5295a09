/*
 * The program behind `startTerminals`: dash cams that dial in and send a clip when they are asked to. They are our own
 * simulator's, and note when they handed over which picture.
 */
import { once, setMaxListeners } from 'node:events';
import { join } from 'node:path';
import { runnerImport } from 'vite';
import { root } from '../../scripts/lib/paths.mjs';

/** @type {import('./fleet.mjs').TerminalOptions} */
const { port, phones, clip: file, fps, pictures, transport } = JSON.parse(process.argv[2]);
/** @param {string} path under src/station/simulators */
const load = async (path) => (await runnerImport(join(root, 'src/station/simulators', path), { root })).module;
const { runDashcam } = await load('dashcam/dashcam.ts');
const { loadClip } = await load('../clips/clip.ts');
const clip = await loadClip(file);
const now = () => Number(process.hrtime.bigint()) / 1e6;

process.once('disconnect', () => process.exit(0));
const ended = new AbortController();
setMaxListeners(0, ended.signal);
const sent = phones.map(() => new Float64Array(pictures).fill(Number.NaN));
let late = 0;
const running = phones.map((phone, n) => {
  let last = -1;
  let letIn = () => {};
  const isIn = new Promise((resolve) => {
    letIn = () => resolve(undefined);
  });
  const onPicture = (/** @type {number} */ _, /** @type {number} */ index) => {
    const before = ((last % clip.length) + clip.length) % clip.length;
    const at = now();
    if (last !== -1 && at - sent[n][last] > 1000 / fps + 10) late++;
    last = last === -1 ? index : last + ((index - before + clip.length) % clip.length || clip.length);
    if (last < pictures) sent[n][last] = at;
  };
  const dashcam = {
    host: '127.0.0.1',
    port,
    phone,
    channels: 1,
    version: n % 2 ? 2013 : 2019,
    transport,
    loss: 0,
    reorder: false,
    sound: false,
    fps,
    heartbeatSeconds: 30,
    reportSeconds: 1,
    clip,
    onPicture,
    onEvent: (/** @type {string} */ text) => {
      if (/let in/.test(text)) letIn();
      else if (/next attempt/.test(text)) process.send?.({ kind: 'error', message: text });
    },
  };
  return { isIn, ended: runDashcam(dashcam, ended.signal) };
});
await Promise.all(running.map(({ isIn }) => isIn));
process.send?.({ kind: 'ready' });
await once(process, 'message');
process.send?.({ kind: 'done', sent, late });
