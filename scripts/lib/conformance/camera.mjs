import net from 'node:net';

/**
 * A camera that is dialled over TCP, and sends its pictures once, from one on, to the first who comes.
 * @param {readonly Uint8Array[]} pictures
 * @param {{ from?: number, everyMs?: number, loops?: boolean }} [options] `loops`: from the same one again and again
 */
export async function startCamera(pictures, { from = 0, everyMs = 12, loops = false } = {}) {
  let next = from;
  /** Before which picture it stops. */
  let stopAt = 0;
  /** @type {net.Socket | undefined} */
  let socket;
  const server = net.createServer((one) => {
    one.on('error', () => undefined);
    one.setNoDelay(true);
    socket ??= one;
  });
  let sent = 0;
  const timer = setInterval(() => {
    if (!socket || next >= stopAt) return;
    socket.write(pictures[next]);
    sent += pictures[next].length;
    next++;
    if (loops && next === pictures.length) next = from;
  }, everyMs);
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  return {
    port: /** @type {net.AddressInfo} */ (server.address()).port,
    get bytes() {
      return sent;
    },
    get at() {
      return next;
    },
    /** Sends on, up to a picture. @param {number} picture */
    goTo(picture) {
      stopAt = picture;
    },
    close() {
      clearInterval(timer);
      socket?.destroy();
      server.close();
    },
  };
}
