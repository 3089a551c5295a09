import { startWorker } from './streaming.mjs';

/**
 * @typedef {object} TerminalOptions
 * @property {number} port of the station's signalling
 * @property {readonly string[]} phones one for each terminal
 * @property {string} clip
 * @property {number} fps
 * @property {number} pictures that are noted of each
 * @property {'tcp' | 'udp'} transport
 */

/**
 * @typedef {object} SwarmOptions
 * @property {number} port of the station's signalling
 * @property {number} terminals
 * @property {number} heartbeatMs
 */

/** Ready when all are let in. Told to go, it says what was sent when. @param {TerminalOptions} options */
export const startTerminals = (options) => startWorker(new URL('terminals.mjs', import.meta.url), options);

/** Ready when all are let in. Told to go it begins to measure, told again it says what it measured. @param {SwarmOptions} options */
export const startSwarm = (options) => startWorker(new URL('swarm.mjs', import.meta.url), options);
