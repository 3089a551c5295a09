import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';
import { startGateway } from '../../../bench/lib/streaming.mjs';
import { startCamera } from './camera.mjs';
import { decoded, FFMPEG } from './encode.mjs';
import { bad, Judge } from './judge.mjs';
import { Outputs, played } from './outputs.mjs';
import { until } from './until.mjs';

/** Outputs come when the camera is at this picture. */
const ATTACH = 45;
/** They may begin with the next group. */
const GROUP = 15;
const RAW = { h264: 'h264', h265: 'hevc', jpeg: 'mjpeg' };
/** So many streams at a time. */
const AT_ONCE = 12;
/** A decoder between the camera and the output may hold as many back. */
const HELD = 4;

/**
 * @typedef {object} Row
 * @property {string} kind
 * @property {Readonly<Record<string, import('./judge.mjs').Judgement>>} outputs what does not carry the kind's codec is absent
 */

/**
 * Plays kinds of streams through a gateway, and judges what its outputs gave by ffmpeg.
 * @param {readonly import('./corpus.mjs').Kind[]} kinds
 * @param {{ app: string, onRow?: (row: Row) => void }} options `app`: the built command line program
 * @returns {Promise<Row[]>}
 */
export async function playKinds(kinds, { app, onRow }) {
  const rows = [];
  for (let at = 0; at < kinds.length; at += AT_ONCE) {
    const made = await Promise.all(kinds.slice(at, at + AT_ONCE).map(prepare));
    for (const row of await playTogether(made, app)) {
      rows.push(row);
      onRow?.(row);
    }
  }
  return rows;
}

/** @param {import('./corpus.mjs').Kind} kind */
export async function prepare(kind) {
  const { pictures, judged = Buffer.concat(pictures) } = await kind.make();
  const judge = new Judge(await decoded(judged, RAW[kind.codec], kind.size), kind.size);
  return { kind, pictures, judge };
}

async function playTogether(made, app) {
  const home = mkdtempSync(join(os.tmpdir(), 'groundglass-conformance-'));
  const recordings = join(home, 'recordings');
  mkdirSync(recordings);
  const cameras = await Promise.all(made.map(({ kind, pictures }) => startCamera(pictures, { from: kind.late })));
  const sources = cameras.flatMap(({ port }, n) => ['--source', `pi://127.0.0.1:${port}?telemetry=1&name=kind-${n}`]);
  const env = { XDG_CONFIG_HOME: home, FFMPEG_BIN: FFMPEG };
  const gateway = await startGateway(app, ['--recordings', recordings, ...sources], env);
  try {
    const { url } = gateway;
    const ids = await idsOf(url);
    return await Promise.all(
      made.map((one, n) => playOne(one, cameras[n], { url, id: ids.get(`kind-${n}`), recordings, home })),
    );
  } finally {
    for (const camera of cameras) camera.close();
    await gateway.stop();
    rmSync(home, { recursive: true, force: true });
  }
}

async function playOne({ kind, pictures, judge }, camera, { url, id, recordings, home }) {
  const outputs = new Outputs({ url, id, recordings });
  camera.goTo(ATTACH);
  await until(() => camera.at === ATTACH);
  await until(async () => (await bytesOf(url, id)) === camera.bytes);
  await outputs.open();
  camera.goTo(pictures.length);
  await until(() => camera.at === pictures.length);
  await until(async () => (await bytesOf(url, id)) === camera.bytes);
  // A busy machine takes its time to encode anew.
  if (kind.codec !== 'jpeg' && !kind.damaged) {
    await until(() => outputs.pictures >= pictures.length - ATTACH - HELD - kind.held);
  }
  await settled(outputs);
  const snapshot = await outputs.snapshot();
  const given = await outputs.finish();
  const file = join(home, `${camera.port}.${RAW[kind.codec]}`);
  writeFileSync(file, Buffer.concat(pictures.slice(kind.late)));

  const { size, codec } = kind;
  const isCopied = codec === 'h264';
  const options = { firstBy: ATTACH + GROUP + kind.skips, isExact: true, mayLack: kind.damaged, held: kind.held };
  const recorded = await decoded(given.recording ?? Buffer.alloc(0), 'mp4', size);
  // A file of somebody's damaged stream is played as it is.
  const plays = codec === 'jpeg' || kind.damaged ? given.recording : file;
  const all = plays ? await decoded(await played(plays), RAW[codec], size) : [];
  const still = snapshot ? await decoded(snapshot, 'mjpeg', size) : [];
  return {
    kind: kind.name,
    outputs: {
      ...(codec !== 'jpeg' && {
        consume: judge.film(await decoded(given.consume, 'h264', size), {
          ...options,
          isExact: isCopied,
          held: isCopied ? kind.held : HELD,
        }),
        'live.mp4': judge.film(await decoded(given.live, 'mp4', size), options),
      }),
      recording: judge.film(recorded, options),
      play: judge.film(all, plays === file ? { ...options, firstBy: kind.late + 2 * GROUP, held: 0 } : options),
      jpeg: still.length === 1 ? judge.film(still, { ...options, isExact: false, mayLack: true }) : bad('nothing'),
    },
  };
}

const BYTES = /^groundglass_stream_bytes_total\{stream="(.*?)",name="(.*?)"\} (\d+)$/gm;

/** @returns {Promise<Map<string, string>>} ids of streams by their names */
async function idsOf(url) {
  return new Map([...(await metricsOf(url)).matchAll(BYTES)].map(([, id, name]) => [name, id]));
}

/** Bytes that the station has had of a stream. */
async function bytesOf(url, id) {
  const found = [...(await metricsOf(url)).matchAll(BYTES)].find(([, stream]) => stream === id);
  return Number(found?.[3]);
}

const metricsOf = async (url) => (await fetch(`${url}/metrics`)).text();

/** Once nothing more comes: a picture's end may be waited for, and an ffmpeg may lie between. */
async function settled(outputs) {
  let [before, same] = [-1, 0];
  await until(() => {
    same = outputs.bytes === before ? same + 1 : 0;
    before = outputs.bytes;
    return same === 12;
  });
}
