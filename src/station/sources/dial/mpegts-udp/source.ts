import { type Endpoint, formatEndpoint } from '#core/settings/endpoint';
import type { SourceUrl } from '#core/settings/source-url';
import type { Stream } from '../../../hub/stream';
import { plainAddress } from '../../../network/address';
import { DropWatch } from '../../../network/drop-watch';
import { bindAddress, joinGroup, openSocket } from '../../../network/group';
import { widenReceiveBuffer } from '../../../network/receive-buffer';
import { failureOf } from '../../failure';
import { TsFeed } from '../../mpegts/ts-feed';
import type { MakeContext, SourceMaker } from '../../source';
import type { LinkEnd, LinkRun } from '../../supervisor';
import { LinksSource } from '../links-source';

/** `mpegts+udp://0.0.0.0:1234`: datagrams to a port of ours, or of a group. */
export const mpegtsUdpSource: SourceMaker = {
  describe: ({ host, port }) => ({ video: `udp ${formatEndpoint({ address: host, port })}`, telemetry: '' }),
  make(url, stream, context) {
    return new LinksSource({ stream, log: context.log, links: { video: listening(url, stream, context) } });
  },
};

/** Listens until it is ended: a sender that is silent comes back to the same port. */
function listening({ host, port, parameters }: SourceUrl, stream: Stream, context: MakeContext): LinkRun {
  const on: Endpoint = { address: host, port };
  const only = parameters.from ? plainAddress(parameters.from) : undefined;
  const program = parameters.program ? Number(parameters.program) : undefined;
  const where = `udp ${formatEndpoint(on)}`;
  return (signal, events) =>
    new Promise<LinkEnd>((resolve) => {
      let dropped = 0;
      const log = (line: string) => context.log.info(`${stream.info.id}: ${line}`);
      const feed = new TsFeed(stream, {
        ...{ program, showDamaged: context.showDamaged, givesTelemetry: !context.hasOtherTelemetry },
        dropped: () => dropped,
      });
      const socket = openSocket(host);
      const watch = new DropWatch({
        end: { address: bindAddress(host), port },
        onDrops: (count) => {
          dropped += count;
          log(`${count} datagrams found no room in the socket's buffer: raise net.core.rmem_max`);
        },
      });
      let isEnded = false;
      const end = (why: LinkEnd) => {
        if (isEnded) return;
        isEnded = true;
        signal.removeEventListener('abort', abort);
        watch.close();
        feed.end();
        socket.close(() => resolve(why));
      };
      const abort = () => end({ cause: 'closed', detail: `stopped listening on ${where}` });
      feed.begin();
      socket
        .on('listening', () => {
          widenReceiveBuffer(socket);
          joinGroup(socket, host, log);
          events.opened();
        })
        .on('message', (datagram, { address }) => {
          if (only !== undefined && plainAddress(address) !== only) return;
          watch.came();
          if (feed.take(datagram)) events.data();
        })
        .once('error', (error) => end(failureOf(error, where)));
      signal.addEventListener('abort', abort, { once: true });
      if (signal.aborted) return abort();
      socket.bind(port, bindAddress(host));
    });
}
