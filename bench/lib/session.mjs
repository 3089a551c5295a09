import { setTimeout as wait } from 'node:timers/promises';
import { ensureBuilt } from '../../scripts/lib/ensure-built.mjs';
import { startChild } from './child.mjs';
import { openDisplay } from './display.mjs';
import { startHost } from './host.mjs';
import { OUR_PROGRAM, PLAYERS, versionOf } from './players.mjs';
import { buildSampler, watchScreen } from './screen.mjs';
import { startTelemetry } from './telemetry.mjs';

/** A cold start of Chromium on a busy machine, at most. */
const FIRST_PICTURE_MS = 20_000;

/**
 * Those of `all` whose ids were asked for, in the order of the list; throws on one that is not there.
 * @template {{ id: string }} T
 * @param {readonly T[]} all
 * @param {string | undefined} ids separated by commas
 * @param {readonly string[]} otherwise
 * @returns {T[]}
 */
export function choose(all, ids, otherwise = all.map(({ id }) => id)) {
  const wanted = ids === undefined ? otherwise : ids.split(',');
  return wanted.map((id) => {
    const found = all.find((one) => one.id === id);
    if (!found) throw new Error(`there is no ${id}; there are ${all.map((one) => one.id).join(', ')}`);
    return found;
  });
}

/**
 * What a benchmark needs around it: the build, a display, the sampler, a vehicle's telemetry, the players that are here.
 * @param {{ app?: string, players?: string, otherwise: readonly string[] }} options
 */
export async function openSession({ app = OUR_PROGRAM, players: ids, otherwise }) {
  const wanted = choose(PLAYERS, ids, otherwise);
  if (app === OUR_PROGRAM && !(await ensureBuilt())) throw new Error('the build failed');
  await buildSampler();
  const display = await openDisplay();
  const telemetry = await startTelemetry(app);
  const players = wanted.filter((player) => player.missing() === undefined);
  const missing = wanted.flatMap((player) => {
    const reason = player.missing();
    return reason === undefined ? [] : [`${player.title}: ${reason}`];
  });
  const versions = Object.fromEntries(await Promise.all(players.map(async (p) => [p.title, await versionOf(p)])));
  return {
    app,
    display,
    telemetry,
    players,
    missing,
    versions,
    async close() {
      await telemetry.stop();
      display.close();
    },
  };
}

/** @typedef {Awaited<ReturnType<typeof openSession>>} Session */

/**
 * Plays a clip to a player and calls back once its first picture stands on the screen.
 *
 * @template T
 * @param {Session} session
 * @param {import('./players.mjs').Player} player
 * @param {Omit<import('./host.mjs').HostOptions, 'clip'> & { clip: string, width: number, height: number, pauseUs?: number }} show
 * @param {(run: Running) => Promise<T>} during
 * @returns {Promise<T>} throws when no picture comes
 */
export async function withPlayer(session, player, show, during) {
  const { width, height, fps, pauseUs, ...rest } = show;
  const screen = await watchScreen(session.display.name, show, pauseUs);
  const host = await startHost({ fps, ...rest });
  const { wire = 'tcp' } = rest;
  const place = {
    app: session.app,
    videoPort: host.port,
    telemetryPort: session.telemetry.port,
    width,
    height,
    fps,
    wire,
  };
  const launchedAt = Number(process.hrtime.bigint());
  const child = startChild(player.command(place), player.env);
  try {
    const first = await screen.firstPicture(FIRST_PICTURE_MS);
    if (!first) throw new Error(`no picture within ${FIRST_PICTURE_MS / 1000} s: ${child.errors.join(' / ')}`);
    host.begin();
    return await during({ screen, host, child, launchedAt, first });
  } finally {
    await child.stop();
    host.stop();
    await screen.stop();
    // The display settles, and the next player starts with an empty one.
    await wait(500);
  }
}

/**
 * @typedef {object} Running
 * @property {Awaited<ReturnType<typeof watchScreen>>} screen
 * @property {Awaited<ReturnType<typeof startHost>>} host
 * @property {ReturnType<typeof startChild>} child
 * @property {number} launchedAt ns
 * @property {import('./screen.mjs').Seen} first the first picture on the screen
 */
