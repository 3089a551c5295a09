import net from 'node:net';
import type { MavlinkLink } from '#core/protocols/mavlink/link';
import { type Endpoint, formatEndpoint } from '#core/settings/endpoint';
import { nowUs } from '../../../clock';
import { failureOf } from '../../failure';
import { feedOf, keyFailure } from '../../mavlink/feed-of';
import type { VehicleFeed } from '../../mavlink/vehicle-feed';
import type { SourceMaker } from '../../source';
import type { LinkEnd, LinkRun } from '../../supervisor';
import { LinksSource } from '../links-source';

const CONNECT_TIMEOUT_MS = 5000;
/** A vehicle sends a heartbeat each second. */
const SILENCE_TIMEOUT_MS = 10_000;

/** `mavlink+tcp://host:5760`: a byte stream of packets, as simulators and routers give it. */
export const mavlinkTcpSource: SourceMaker = {
  describe: ({ host, port }) => ({ video: '', telemetry: `tcp ${formatEndpoint({ address: host, port })}` }),
  make(url, stream, context) {
    const telemetry = connect({ address: url.host, port: url.port }, feedOf(url, stream, context));
    return new LinksSource({ stream, log: context.log, links: { telemetry } });
  },
};

function connect(to: Endpoint, feed: VehicleFeed): LinkRun {
  const where = formatEndpoint(to);
  return async (signal, events) => {
    let connection: ReturnType<MavlinkLink['open']>;
    try {
      connection = (await feed.prepare()).open();
    } catch (error) {
      return keyFailure(error);
    }
    const { push, part } = connection;
    return new Promise<LinkEnd>((resolve) => {
      const socket = net.connect({ host: to.address, port: to.port, noDelay: true, timeout: CONNECT_TIMEOUT_MS });
      let failure: LinkEnd = { cause: 'closed', detail: `closed by ${where}` };
      let stopSending: (() => void) | undefined;
      const abort = () => socket.destroy();
      signal.addEventListener('abort', abort, { once: true });
      if (signal.aborted) abort();
      socket
        .on('connect', () => {
          socket.setTimeout(SILENCE_TIMEOUT_MS);
          events.opened();
          const address = `tcp ${formatEndpoint({ address: socket.remoteAddress ?? to.address, port: to.port })}`;
          feed.showSenders(() => [{ address, packets: part.packets, systems: [...part.systems] }]);
          // One that does not read is a link that ends soon: nothing is kept for it.
          stopSending = feed.keepSending((packet) => socket.writableLength === 0 && socket.write(packet));
        })
        .on('data', (bytes) => {
          if (push(bytes, nowUs())) events.data();
        })
        .on('timeout', () => {
          failure = socket.connecting
            ? { cause: 'timed-out', detail: `no answer from ${where} for ${CONNECT_TIMEOUT_MS / 1000} s` }
            : { cause: 'silent', detail: `nothing from ${where} for ${SILENCE_TIMEOUT_MS / 1000} s` };
          socket.destroy();
        })
        .on('error', (error) => {
          failure = failureOf(error, where);
        })
        .on('close', () => {
          stopSending?.();
          feed.rest();
          signal.removeEventListener('abort', abort);
          resolve(failure);
        });
    });
  };
}
