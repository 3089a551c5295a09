import net from 'node:net';

/** A viewer's socket that takes nothing is cut off with so much waiting. */
const MAX_WAITING_BYTES = 32 * 2 ** 20;

/**
 * @typedef {object} Made
 * @property {number} number that the picture bears
 * @property {boolean} key
 * @property {number} at when it was made, ms of `Date.now`
 * @property {boolean} isTaken somebody was connected to whom it was sent
 */

/**
 * A camera that goes on whether or not somebody is connected, as a real one does: who comes in the middle of a group has to
 * wait for the next key picture. What its link does wrong is switched while it runs.
 *
 * @param {object} options
 * @param {{ units: readonly Buffer[], group: number }} options.clip
 * @param {number} options.fps
 * @param {net.Server} [options.server] that listens elsewhere already; it cannot refuse
 */
export async function startFaultyCamera({ clip: first, fps, server: given }) {
  let clip = first;
  let at = 0;
  let isMute = false;
  let isOpen = true;
  /** Bytes a second, at most. */
  let rate = Number.POSITIVE_INFINITY;
  /** @type {Made[]} */
  const made = [];
  /** Those whose connection went dead with nothing said. @type {WeakSet<net.Socket>} */
  const dead = new WeakSet();
  /** @type {Set<net.Socket>} */
  const sockets = new Set();
  /** @type {{ socket: net.Socket, bytes: Buffer }[]} */
  let held = [];
  const server = given ?? net.createServer();
  server.on('connection', (socket) => {
    sockets.add(socket.setNoDelay(true));
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    socket.resume();
  });
  if (!given) await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = /** @type {net.AddressInfo} */ (server.address());

  /** @param {Buffer} bytes */
  const send = (bytes) => {
    for (const socket of sockets) {
      if (isMute || dead.has(socket)) continue;
      if (rate < Number.POSITIVE_INFINITY || held.some((one) => one.socket === socket)) held.push({ socket, bytes });
      else if (socket.writableLength > MAX_WAITING_BYTES) socket.destroy();
      else socket.write(bytes);
    }
  };
  const startedAt = performance.now();
  let count = 0;
  const timer = setInterval(() => {
    for (; count < ((performance.now() - startedAt) * fps) / 1000; count++) {
      const number = at % clip.units.length;
      const isTaken = !isMute && [...sockets].some((socket) => !dead.has(socket));
      made.push({ number, key: number % clip.group === 0, at: Date.now(), isTaken });
      send(clip.units[number]);
      at++;
    }
    let left = (rate * 5) / 1000;
    while (held.length > 0 && left > 0) {
      const { socket, bytes } = held[0];
      const part = bytes.subarray(0, left);
      socket.write(part);
      left -= part.length;
      if (part.length < bytes.length) held[0].bytes = bytes.subarray(part.length);
      else held.shift();
    }
  }, 5);

  return {
    port,
    made,
    /** Ends every connection. @param {'close' | 'reset'} how */
    cut(how) {
      held = [];
      for (const socket of sockets) how === 'close' ? socket.end() : socket.resetAndDestroy();
    },
    /** Refuses connections from here on. */
    async refuse() {
      isOpen = false;
      const closed = new Promise((resolve) => server.close(() => resolve(undefined)));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
    /** Takes connections again, at the same port. */
    accept: () =>
      new Promise((resolve) => {
        isOpen = true;
        server.listen(port, '127.0.0.1', () => resolve(undefined));
      }),
    /** Says nothing to anybody. @param {boolean} mute */
    setMute(mute) {
      isMute = mute;
    },
    /** The connections of this moment are dead, and nobody says so; new ones live. */
    halfOpen() {
      for (const socket of sockets) dead.add(socket);
    },
    /** @param {number} bytesPerSecond */
    setRate(bytesPerSecond) {
      rate = bytesPerSecond;
    },
    /** Writes what is no picture. @param {Buffer} bytes */
    blurt: send,
    /** Goes on with other pictures, from the first of them on. @param {typeof first} other */
    show(other) {
      clip = other;
      at = 0;
    },
    close() {
      clearInterval(timer);
      for (const socket of sockets) socket.destroy();
      if (isOpen) server.close();
    },
  };
}
