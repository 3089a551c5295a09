import { createSocket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import { type Endpoint, formatEndpoint, parseEndpoint } from '#core/settings/endpoint';
import { nowUs } from '../../../clock';
import { Peers } from '../../../network/mavlink-peers';
import { failureOf } from '../../failure';
import { feedOf, keyFailure } from '../../mavlink/feed-of';
import type { VehicleFeed } from '../../mavlink/vehicle-feed';
import type { SourceMaker } from '../../source';
import type { LinkEnd, LinkRun } from '../../supervisor';
import { LinksSource } from '../links-source';

/** `mavlink+udp://0.0.0.0:14550`: datagrams to a port of ours; with `?to=` it sends first. */
export const mavlinkUdpSource: SourceMaker = {
  describe: ({ host, port }) => ({ video: '', telemetry: `udp ${formatEndpoint({ address: host, port })}` }),
  make(url, stream, context) {
    const { host, port, parameters } = url;
    const to = parameters.to ? parseEndpoint(parameters.to) : undefined;
    const on = { address: host, port };
    const telemetry = listen(on, to, feedOf(url, stream, context, on));
    return new LinksSource({ stream, log: context.log, links: { telemetry } });
  },
};

/** Listens until it is ended: a vehicle that is silent comes back to the same port. */
function listen(on: Endpoint, to: Endpoint | undefined, feed: VehicleFeed): LinkRun {
  const where = `udp ${formatEndpoint(on)}`;
  return async (signal, events) => {
    let peers: Peers;
    try {
      const link = await feed.prepare();
      peers = new Peers(link);
      feed.showSenders(() => peers.senders());
    } catch (error) {
      return keyFailure(error);
    }
    return new Promise<LinkEnd>((resolve) => {
      const socket = createSocket(isIPv6(on.address) ? 'udp6' : 'udp4');
      let stopSending: (() => void) | undefined;
      const end = (why: LinkEnd) => {
        stopSending?.();
        feed.rest();
        signal.removeEventListener('abort', abort);
        socket.close(() => resolve(why));
      };
      const abort = () => end({ cause: 'closed', detail: `stopped listening on ${where}` });
      // A peer that cannot be reached is no fault of the socket: it is heard, or not.
      const send = (packet: Uint8Array, { address, port }: Endpoint) =>
        socket.send(packet, port, address, () => undefined);
      socket
        .on('listening', () => {
          events.opened();
          stopSending = feed.keepSending((packet) => {
            const heard = peers.heard(nowUs());
            for (const peer of heard) send(packet, peer);
            if (to && !heard.some(({ port }) => port === to.port)) send(packet, to);
          });
        })
        .on('message', (datagram, { address, port }) => {
          feed.heardFrom(address, port);
          if (peers.take(datagram, address, port, nowUs())) events.data();
        })
        .once('error', (error) => end(failureOf(error, where)));
      signal.addEventListener('abort', abort, { once: true });
      if (signal.aborted) return abort();
      socket.bind(on.port, on.address);
    });
  };
}
