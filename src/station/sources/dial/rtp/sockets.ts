import type { Socket } from 'node:dgram';
import { isRtcp } from '#core/protocols/rtp/packet';
import { type Endpoint, formatEndpoint } from '#core/settings/endpoint';
import { plainAddress } from '../../../network/address';
import { DropWatch } from '../../../network/drop-watch';
import { bindAddress, joinGroup, openSocket } from '../../../network/group';
import { widenReceiveBuffer } from '../../../network/receive-buffer';
import { failureOf } from '../../failure';
import { RtcpReporter } from '../../rtp/rtcp-reporter';
import type { RtpFeed } from '../../rtp/rtp-feed';
import type { LinkEnd, LinkEvents } from '../../supervisor';

export interface ListenOptions {
  /** Ours, or of a group that is joined. */
  readonly on: Endpoint;
  /** The only address that is heard; absent: every one. */
  readonly from: string | undefined;
  readonly signal: AbortSignal;
  readonly events: LinkEvents;
  readonly log: (line: string) => void;
  /** @param dropped how many datagrams the system had no room for, up to now */
  readonly makeFeed: (dropped: () => number) => RtpFeed;
}

/**
 * Takes RTP on a port, and RTCP on the same and on the next one (RFC 3550, 11; RFC 5761). Resolves when it is aborted or a
 * socket fails. The next port may be another program's: then senders get no reports.
 */
export function listen({ on, from: only, signal, events, log, makeFeed }: ListenOptions): Promise<LinkEnd> {
  const where = `udp ${formatEndpoint(on)}`;
  return new Promise<LinkEnd>((resolve) => {
    let dropped = 0;
    const feed = makeFeed(() => dropped);
    const reporter = new RtcpReporter(feed);
    const media = openSocket(on.address);
    const reports = openSocket(on.address);
    const watch = new DropWatch({
      end: { address: bindAddress(on.address), port: on.port },
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
      reports.close();
      media.close(() => resolve(why));
    };
    const abort = () => end({ cause: 'closed', detail: `stopped listening on ${where}` });
    const isWanted = (address: string) => only === undefined || plainAddress(address) === plainAddress(only);
    const report = (socket: Socket, datagram: Uint8Array, address: string, port: number) => {
      const answer = reporter.take(datagram);
      // One who cannot be reached hears nothing.
      if (answer) socket.send(answer, port, address, () => undefined);
    };
    media
      .on('listening', () => {
        widenReceiveBuffer(media);
        joinGroup(media, on.address, log);
        events.opened();
      })
      .on('message', (datagram, from) => {
        if (!isWanted(from.address)) return;
        watch.came();
        if (isRtcp(datagram)) report(media, datagram, from.address, from.port);
        else if (feed.take(datagram, from)) events.data();
      })
      .once('error', (error) => end(failureOf(error, where)));
    reports
      .on('listening', () => joinGroup(reports, on.address, log))
      .on('message', (datagram, { address, port }) => {
        if (isWanted(address) && isRtcp(datagram)) report(reports, datagram, address, port);
      })
      .on('error', () => undefined);
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) return abort();
    const bound = bindAddress(on.address);
    media.bind(on.port, bound);
    if (on.port < 65_535) reports.bind(on.port + 1, bound);
  });
}
