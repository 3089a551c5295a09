/* The program behind `bench/udp.mjs`: cameras that each send a picture's datagrams at once, when told to. */
import dgram from 'node:dgram';

/** @type {{ port: number, bursts: Uint8Array[][] } | undefined} */
let set;
/** @type {dgram.Socket[]} */
let sockets = [];

process.on('message', async (/** @type {any} */ message) => {
  if ('port' in message) {
    set = message;
    sockets = message.bursts.map(() => dgram.createSocket('udp4'));
    return process.send?.({ kind: 'ready' });
  }
  const { port, bursts } = /** @type {NonNullable<typeof set>} */ (set);
  const sends = bursts.slice(0, message.cameras).flatMap((packets, n) =>
    packets.map(
      (packet) =>
        new Promise((resolve) => {
          sockets[n].send(packet, port, '127.0.0.1', (error) => resolve(error === null));
        }),
    ),
  );
  const outcomes = await Promise.all(sends);
  process.send?.({ kind: 'sent', sent: outcomes.filter(Boolean).length });
});
process.once('disconnect', () => process.exit(0));
