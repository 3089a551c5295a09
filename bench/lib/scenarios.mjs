import { numberedClip } from '../../e2e/hosts/make-numbered-clip.mjs';

/** Pictures in a clip: longer than the queue of any player, and short enough for 12 bits. */
export const CLIP_PICTURES = 600;

/**
 * @typedef {object} Scenario
 * @property {string} id
 * @property {string} title
 * @property {number} width
 * @property {number} height
 * @property {number} fps
 * @property {string} bitrate as ffmpeg takes it
 * @property {'baseline' | 'high'} profile
 * @property {number} [slices]
 * @property {number} [pieceBytes] a picture is sent in pieces of this size …
 * @property {number} [gapUs] … with this gap between them
 * @property {number} [stallEvery] every so many pictures, the sender stops in the middle of one …
 * @property {number} [stallMs] … for this long
 */

const SMALL = /** @type {const} */ ({ width: 640, height: 480, fps: 30, bitrate: '2M', profile: 'baseline' });
/** As TCP segments come over a link of 29 Mbit/s. */
const SLOW_LINK = { pieceBytes: 1448, gapUs: 400 };

/** @type {readonly Scenario[]} */
export const SCENARIOS = [
  { id: 'vga30', title: '640x480@30 Baseline 2 Mbit/s', ...SMALL },
  { id: 'vga60', title: '640x480@60 Baseline 2 Mbit/s', ...SMALL, fps: 60 },
  {
    id: '720p30',
    title: '1280x720@30 High CABAC 4 Mbit/s',
    width: 1280,
    height: 720,
    fps: 30,
    bitrate: '4M',
    profile: /** @type {const} */ ('high'),
  },
  {
    id: '1080p30',
    title: '1920x1080@30 High CABAC 8 Mbit/s',
    width: 1920,
    height: 1080,
    fps: 30,
    bitrate: '8M',
    profile: /** @type {const} */ ('high'),
  },
  { id: 'slow', title: '640x480@30 over a slow link', ...SMALL, ...SLOW_LINK },
  {
    id: 'stalls',
    title: '640x480@30, slow link, 80 ms stall in every 50th picture',
    ...SMALL,
    ...SLOW_LINK,
    stallEvery: 50,
    stallMs: 80,
  },
  { id: 'slices', title: '640x480@30, four slices a picture', ...SMALL, slices: 4 },
];

/**
 * The clip of a scenario, made where it is not yet there (needs ffmpeg).
 * @param {Scenario} scenario
 * @returns {Promise<string>} its file
 */
export const clipOf = ({ width, height, fps, bitrate, profile, slices = 1 }) =>
  numberedClip({ size: `${width}x${height}`, fps, bitrate, profile, slices, frames: CLIP_PICTURES });
