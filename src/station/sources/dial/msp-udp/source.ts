import { createSocket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import type { Grid } from '#core/protocols/msp/screen';
import { type Endpoint, formatEndpoint } from '#core/settings/endpoint';
import { nowUs } from '../../../clock';
import { failureOf } from '../../failure';
import { OsdFeed } from '../../msp/osd-feed';
import type { SourceMaker } from '../../source';
import type { LinkEnd, LinkRun } from '../../supervisor';
import { LinksSource } from '../links-source';

/** How often it is looked whether the flight controller fell silent. */
const LOOK_EVERY_MS = 250;

/** `msp+udp://0.0.0.0:14555`: frames of MSP, as `msposd --out` sends them to a port of ours. Nothing is sent back. */
export const mspUdpSource: SourceMaker = {
  describe: ({ host, port }) => ({ video: '', telemetry: `udp ${formatEndpoint({ address: host, port })}` }),
  make({ host, port, parameters }, stream, { log }) {
    const feed = new OsdFeed(stream, gridOf(parameters.grid ?? ''));
    return new LinksSource({ stream, log, links: { telemetry: listen({ address: host, port }, feed) } });
  },
};

/** @param text `53x20`, or '' */
function gridOf(text: string): Grid | undefined {
  const [cols, rows] = text.split('x').map(Number);
  return cols && rows ? { cols, rows } : undefined;
}

/** Listens until it is ended: a flight controller that is silent comes back to the same port. */
function listen(on: Endpoint, feed: OsdFeed): LinkRun {
  const where = `udp ${formatEndpoint(on)}`;
  return (signal, events) =>
    new Promise<LinkEnd>((resolve) => {
      const socket = createSocket(isIPv6(on.address) ? 'udp6' : 'udp4');
      const looking = setInterval(() => feed.look(nowUs()), LOOK_EVERY_MS);
      const end = (why: LinkEnd) => {
        clearInterval(looking);
        signal.removeEventListener('abort', abort);
        socket.close(() => resolve(why));
      };
      const abort = () => end({ cause: 'closed', detail: `stopped listening on ${where}` });
      socket
        .on('listening', () => events.opened())
        .on('message', (datagram, { address, port }) => {
          if (feed.take(datagram, `udp ${formatEndpoint({ address, port })}`, nowUs())) events.data();
        })
        .once('error', (error) => end(failureOf(error, where)));
      signal.addEventListener('abort', abort, { once: true });
      if (signal.aborted) return abort();
      socket.bind(on.port, on.address);
    });
}
