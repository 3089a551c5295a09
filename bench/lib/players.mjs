import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findElectronDist } from '../../scripts/lib/find-electron.mjs';
import { onPath } from '../../scripts/lib/on-path.mjs';
import { root } from '../../scripts/lib/paths.mjs';
import { run } from '../../scripts/lib/run.mjs';
import { browserPlaces } from '../../src/cli/shells/browser-places.mjs';

/** The command line of this checkout, as a user starts it. */
export const OUR_PROGRAM = join(root, 'out/cli/index.js');

/**
 * @typedef {object} Place
 * @property {string} app our command line program
 * @property {number} videoPort
 * @property {number} telemetryPort
 * @property {number} width the picture's, which is the window's: nothing is scaled
 * @property {number} height
 * @property {number} fps
 * @property {import('./host.mjs').Wire} wire
 */

/**
 * @typedef {object} Player
 * @property {string} id
 * @property {string} title
 * @property {boolean} [isOurs]
 * @property {() => string | undefined} missing why it cannot be run here
 * @property {string} [version] a program and its flag, to name what was measured
 * @property {Record<string, string>} [env]
 * @property {(place: Place) => string[]} command
 */

/** Only a sandbox that Chromium refuses to start with is taken off, and only in the player's own environment. */
const SANDBOX_OFF = process.getuid?.() === 0 ? { ELECTRON_DISABLE_SANDBOX: '1' } : {};

/** @param {string} program */
const notInstalled = (program) => (onPath(program) ? undefined : `${program} is not installed`);

/** @param {'electron' | 'browser'} shell @param {string[]} [more] @returns {Player['command']} */
const ours =
  (shell, more = []) =>
  ({ app, videoPort, telemetryPort, width, height, wire }) => [
    ...[process.execPath, app, '--shell', shell],
    ...(wire === 'rtp'
      ? ['--source', `rtp://127.0.0.1:${videoPort}`]
      : ['--host', '127.0.0.1', '--video-port', `${videoPort}`, '--telemetry-port', `${telemetryPort}`]),
    ...['--geometry', `${width}x${height}+0+0`, '--borderless', ...more],
  ];

const noElectron = () => (findElectronDist() ? undefined : 'no Electron (ELECTRON_OVERRIDE_DIST_PATH names one)');
const noBrowser = () => {
  const { GROUNDGLASS_BROWSER: chosen } = process.env;
  const places = chosen ? [chosen] : browserPlaces(process.platform, process.env);
  return places.some((place) => existsSync(place)) ? undefined : 'no Chrome, Chromium or Edge';
};

const RTP_CAPS = 'application/x-rtp,media=video,clock-rate=90000,encoding-name=H264,payload=96';

/** The description of what is sent to a port, in a file, as ffmpeg's players need it. @param {number} port */
function descriptionOf(port) {
  const folder = join(root, 'build/bench');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'camera.sdp');
  const lines = ['v=0', 'o=- 0 0 IN IP4 127.0.0.1', 's=bench', 'c=IN IP4 127.0.0.1', 't=0 0'];
  writeFileSync(file, [...lines, `m=video ${port} RTP/AVP 96`, 'a=rtpmap:96 H264/90000', ''].join('\n'));
  return file;
}

/** Each peer with the flags that made it fastest here. @type {readonly Player[]} */
export const PLAYERS = [
  {
    id: 'electron',
    title: 'ours, Electron',
    isOurs: true,
    missing: noElectron,
    env: SANDBOX_OFF,
    command: ours('electron'),
  },
  {
    id: 'browser',
    title: 'ours, browser',
    isOurs: true,
    missing: noBrowser,
    env: SANDBOX_OFF,
    command: ours('browser'),
  },
  {
    id: 'electron-bare',
    title: 'ours, Electron, no overlay',
    isOurs: true,
    missing: noElectron,
    env: SANDBOX_OFF,
    command: ours('electron', ['--no-overlay']),
  },
  {
    id: 'browser-bare',
    title: 'ours, browser, no overlay',
    isOurs: true,
    missing: noBrowser,
    env: SANDBOX_OFF,
    command: ours('browser', ['--no-overlay']),
  },
  {
    id: 'mpv',
    title: 'mpv',
    missing: () => notInstalled('mpv'),
    version: 'mpv --version',
    command: ({ videoPort, width, height, wire }) => [
      ...['mpv', '--no-config', '--profile=low-latency', '--untimed', '--no-audio', '--osc=no', '--no-border'],
      ...[`--geometry=${width}x${height}+0+0`, '--vo=x11'],
      ...(wire === 'rtp'
        ? ['--demuxer-lavf-o=protocol_whitelist=[file,udp,rtp],reorder_queue_size=0', descriptionOf(videoPort)]
        : ['--demuxer-lavf-format=h264', `tcp://127.0.0.1:${videoPort}`]),
    ],
  },
  {
    id: 'ffplay',
    title: 'ffplay',
    missing: () => notInstalled('ffplay'),
    version: 'ffplay -version',
    env: { SDL_VIDEODRIVER: 'x11', SDL_AUDIODRIVER: 'dummy' },
    command: ({ videoPort, width, height, fps, wire }) => [
      ...['ffplay', '-hide_banner', '-loglevel', 'error', '-an', '-noborder', '-left', '0', '-top', '0'],
      ...['-x', `${width}`, '-y', `${height}`, '-fflags', 'nobuffer', '-flags', 'low_delay', '-framedrop'],
      ...(wire === 'rtp'
        ? ['-protocol_whitelist', 'file,udp,rtp', '-reorder_queue_size', '0', '-i', descriptionOf(videoPort)]
        : ['-probesize', '32', '-f', 'h264', '-framerate', `${fps}`, `tcp://127.0.0.1:${videoPort}`]),
    ],
  },
  {
    id: 'gstreamer',
    title: 'GStreamer',
    version: 'gst-launch-1.0 --version',
    missing: () => notInstalled('gst-launch-1.0'),
    command: ({ videoPort, wire }) => [
      ...['gst-launch-1.0', '-q'],
      ...(wire === 'rtp'
        ? [
            ...['udpsrc', 'address=127.0.0.1', `port=${videoPort}`, `caps=${RTP_CAPS}`, '!'],
            ...['rtpjitterbuffer', 'latency=0', '!', 'rtph264depay', '!', 'h264parse'],
          ]
        : ['tcpclientsrc', 'host=127.0.0.1', `port=${videoPort}`, '!', 'h264parse']),
      ...['!', 'avdec_h264', 'max-threads=1', '!', 'videoconvert', '!', 'ximagesink', 'sync=false'],
    ],
  },
];

/** @param {Player} player @returns {Promise<string>} the first line of what it says of itself */
export async function versionOf(player) {
  if (!player.version) return 'this checkout';
  const [program, ...args] = player.version.split(' ');
  const { output } = await run(program, args, { quiet: true });
  return output.split('\n')[0].trim();
}
