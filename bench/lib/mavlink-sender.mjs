/*
 * The program behind `startMavlink`: every message of MAVLink that the station reads, as often a second, to a UDP port, between
 * a way and `off`: `single` in a datagram each, as vehicles and routers send them, or `bundled` in datagrams as large as a network
 * takes, as serial bridges send what has gathered. Each of them says something else than the one before.
 */
import dgram from 'node:dgram';
import { join } from 'node:path';
import { runnerImport } from 'vite';
import { root } from '../../scripts/lib/paths.mjs';

/** @type {{ port: number, hz: number }} */
const { port, hz } = JSON.parse(process.argv[2]);
const load = async (/** @type {string} */ path) =>
  (await runnerImport(join(root, 'src/core/protocols/mavlink', path), { root })).module;
const { encodeMessage } = await load('encode.ts');
const { MESSAGES } = await load('messages/table.ts');

/** What a ground station sends is no telemetry. */
const OURS = /^(COMMAND_|REQUEST_|SET_|PARAM_REQUEST|PARAM_SET)/;
/** Values that have to make sense, so that the others are believed. @type {Record<string, (turn: number) => object>} */
const SENSIBLE = {
  HEARTBEAT: () => ({ type: 2, autopilot: 3, base_mode: 0x81, custom_mode: 5, system_status: 4 }),
  GLOBAL_POSITION_INT: (turn) => ({
    lat: 482_850_000 + turn,
    lon: 111_000_000 + turn,
    alt: 500_000 + turn,
    hdg: turn % 36_000,
  }),
  GPS_RAW_INT: (turn) => ({
    fix_type: 3,
    lat: 482_850_000 + turn,
    lon: 111_000_000 + turn,
    satellites_visible: 8 + (turn % 8),
    eph: 70 + (turn % 9),
  }),
  STATUSTEXT: (turn) => ({ severity: 6, text: `turn ${turn}` }),
};
const names = [...MESSAGES.values()].map(({ name }) => name).filter((name) => !OURS.test(name));

/** @param {string} name @param {number} turn */
function valuesOf(name, turn) {
  const sensible = SENSIBLE[name]?.(turn);
  if (sensible) return sensible;
  const { fields } = [...MESSAGES.values()].find((each) => each.name === name);
  const number = (/** @type {string} */ type, /** @type {number} */ n) =>
    type === 'float' || type === 'f32'
      ? Math.sin(turn / 50 + n)
      : type.endsWith('64')
        ? BigInt(turn + 1)
        : 1 + ((turn + n) % 100);
  return Object.fromEntries(
    fields.map(({ name: field, type, count }, n) => {
      if (type === 'char') return [field, 'bench'];
      return [field, count > 1 ? Array.from({ length: count }, (_, i) => number(type, n + i)) : number(type, n)];
    }),
  );
}

/** What goes through an Ethernet in one piece. */
const DATAGRAM_BYTES = 1400;

const socket = dgram.createSocket('udp4');
socket.on('message', () => {});
let seq = 0;
let turn = 0;
let sent = 0;
/** @type {NodeJS.Timeout | undefined} */
let timer;
let way = 'single';
/** @type {Uint8Array[]} */
let bundle = [];
function sendBundle() {
  socket.send(bundle, port, '127.0.0.1');
  bundle = [];
}
function send() {
  for (const name of names) {
    const sender = { version: 2, system: 1, component: 1, seq: seq++ & 0xff };
    const packet = encodeMessage(name, valuesOf(name, turn), sender);
    if (bundle.reduce((sum, { length }) => sum + length, packet.length) > DATAGRAM_BYTES) sendBundle();
    bundle.push(packet);
    if (way === 'single') sendBundle();
    sent++;
  }
  if (bundle.length > 0) sendBundle();
  turn++;
}

process.once('disconnect', () => process.exit(0));
process.on('message', (message) => {
  clearInterval(timer);
  if (message === 'off') return void process.send?.({ kind: 'sent', sent });
  way = message;
  // A timer that is late is made up for: so many a second were promised.
  const [from, first] = [performance.now(), turn];
  timer = setInterval(
    () => {
      while (turn - first < ((performance.now() - from) * hz) / 1000) send();
    },
    1000 / hz / 2,
  );
});
send();
process.send?.({ kind: 'ready', kinds: names.length });
