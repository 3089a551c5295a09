import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { root } from './paths.mjs';
import { run } from './run.mjs';

const NOBODY = '65534';

/**
 * A command as the user `nobody`, in a home of its own: root's Electron has no sandbox, and that is not what users run.
 * @param {string[]} command
 */
export const asUser = (command) => [
  'setpriv',
  `--reuid=${NOBODY}`,
  `--regid=${NOBODY}`,
  '--clear-groups',
  'bash',
  '-c',
  'export HOME=$(mktemp -d); unset XDG_RUNTIME_DIR XDG_CONFIG_HOME; trap "rm -rf $HOME" EXIT; "$@" & child=$!; trap "kill $child; wait $child" TERM; wait $child',
  'user',
  ...command,
];

/** @returns {Promise<number>} a free TCP port */
const freePort = () =>
  new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
      server.close(() => done(port));
    });
  });

/**
 * @param {string[]} command
 * @param {Record<string, string>} env
 */
function start([command = '', ...args], env = {}) {
  let output = '';
  const child = spawn(command, args, { cwd: '/', env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  const keep = (/** @type {Buffer} */ chunk) => {
    output = (output + chunk.toString()).slice(-4000);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  child.on('error', (error) => keep(Buffer.from(error.message)));
  return { child, output: () => output };
}

/** How many colours the top left 640x480 of a display has. @param {string} display @param {string} file */
async function coloursOf(display, file) {
  const shot = ['-display', display, '-window', 'root', '-crop', '640x480+0+0', '+repage', file];
  await run('import', shot, { quiet: true });
  const { output } = await run('identify', ['-format', '%k', file], { quiet: true });
  return Number.parseInt(output, 10) || 0;
}

/** A status page in the application's few colours has far fewer; a rendered landscape has thousands. */
const PICTURE_COLOURS = 1500;

/**
 * Starts the installed `groundglass` on a display of its own against the simulator of this checkout and waits for a
 * picture on the screen.
 * @param {string} file where the last screenshot goes
 * @returns {Promise<{ ok: boolean, detail: string }>}
 */
export async function seePicture(file) {
  const display = `:${100 + (process.pid % 800)}`;
  const [video, telemetry] = [String(await freePort()), String(await freePort())];
  const ports = ['--video-port', video, '--telemetry-port', telemetry];
  const cli = join(root, 'out/cli/index.js');
  const screen = start(['Xvfb', display, '-screen', '0', '1024x768x24', '-nolisten', 'tcp']);
  const vehicle = start([process.execPath, cli, 'simulate', 'pi', ...ports]);
  await wait(1000);
  const place = ['--geometry', '640x480+0+0', '--borderless'];
  const viewer = start(asUser(['groundglass', '--host', '127.0.0.1', ...ports, ...place]), { DISPLAY: display });
  let colours = 0;
  for (let attempt = 0; attempt < 40 && colours < PICTURE_COLOURS; attempt += 1) {
    await wait(500);
    colours = await coloursOf(display, file);
  }
  // The first picture may still stand under the message of the state before it; the screenshot is of the next second.
  await wait(2000);
  colours = Math.min(colours, await coloursOf(display, file));
  for (const { child } of [viewer, vehicle, screen]) child.kill('SIGTERM');
  const detail = `${colours} colours on the screen (${file})\n${viewer.output()}\n${vehicle.output()}`;
  return { ok: colours >= PICTURE_COLOURS, detail };
}
