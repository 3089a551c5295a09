import type { MavlinkLink } from '#core/protocols/mavlink/link';
import { formatEndpoint } from '#core/settings/endpoint';
import { hidePathSecrets } from '#core/settings/source-secrets';
import type { SourceUrl } from '#core/settings/source-url';
import { nowUs } from '../../../clock';
import { feedOf, keyFailure } from '../../mavlink/feed-of';
import type { VehicleFeed } from '../../mavlink/vehicle-feed';
import type { SourceMaker } from '../../source';
import type { LinkRun } from '../../supervisor';
import { LinksSource } from '../links-source';
import { webSocketRun } from '../websocket-run';

/** `mavlink+ws://host:port/path`: messages that hold bytes of MAVLink, cut anywhere, as bridges and proxies of WebSockets give them. */
export const mavlinkWsSource = mavlinkWebSocket('ws');

/** `mavlink+wss://host:port/path`: the same over TLS, with a certificate that the system trusts. */
export const mavlinkWssSource = mavlinkWebSocket('wss');

function mavlinkWebSocket(protocol: 'ws' | 'wss'): SourceMaker {
  return {
    describe: ({ host, port, path }) => ({
      video: '',
      telemetry: `${protocol} ${formatEndpoint({ address: host, port })}${hidePathSecrets(path)}`.slice(0, 300),
    }),
    make(url, stream, context) {
      const telemetry = listen(addressOf(protocol, url), url.credentials, feedOf(url, stream, context));
      return new LinksSource({ stream, log: context.log, links: { telemetry } });
    },
  };
}

function addressOf(protocol: string, { host, port, path, foreign }: SourceUrl): string {
  const query =
    foreign.length === 0
      ? ''
      : `?${new URLSearchParams(foreign.map(([key, value]): [string, string] => [key, value]))}`;
  return `${protocol}://${formatEndpoint({ address: host, port })}${path || '/'}${query}`;
}

function listen(url: string, credentials: SourceUrl['credentials'], feed: VehicleFeed): LinkRun {
  return async (signal, events) => {
    let connection: ReturnType<MavlinkLink['open']>;
    try {
      connection = (await feed.prepare()).open();
    } catch (error) {
      return keyFailure(error);
    }
    const { push, part } = connection;
    const run = webSocketRun({
      url,
      credentials,
      onOpen: (socket) => {
        const address = `${new URL(url).protocol.slice(0, -1)} ${new URL(url).host}`;
        feed.showSenders(() => [{ address, packets: part.packets, systems: [...part.systems] }]);
        return feed.keepSending((packet) => {
          // Nothing is kept for a bridge that does not read.
          if (socket.bufferedAmount === 0) socket.send(packet);
        });
      },
      onMessage: (message) => {
        // A bridge that sends JSON speaks of packets, and gives none.
        if (typeof message === 'string') return { unusable: 'it sends text, not the bytes of packets' };
        return push(message, nowUs()) ? 'data' : 'other';
      },
    });
    return run(signal, events).finally(() => feed.rest());
  };
}
