import net from 'node:net';
import { formatEndpoint } from '#core/settings/endpoint';
import type { SourceUrl } from '#core/settings/source-url';
import type { Stream } from '../../../hub/stream';
import { failureOf } from '../../failure';
import { TsFeed } from '../../mpegts/ts-feed';
import type { MakeContext, SourceMaker } from '../../source';
import type { LinkEnd, LinkRun } from '../../supervisor';
import { dial } from '../attempts';
import { LinksSource } from '../links-source';

const CONNECT_MS = 5000;
/** Until another attempt is begun beside the one that is not answered. */
const AGAIN_MS = 1000;
/** A live camera is never this long without a byte: tables come several times a second. */
const SILENCE_MS = 10_000;
const KEEPALIVE_MS = 3000;

/** `mpegts+tcp://host:1234`: a transport stream from the moment of connecting. */
export const mpegtsTcpSource: SourceMaker = {
  describe: ({ host, port }) => ({ video: formatEndpoint({ address: host, port }), telemetry: '' }),
  make(url, stream, context) {
    return new LinksSource({ stream, log: context.log, links: { video: dialling(url, stream, context) } });
  },
};

function dialling({ host, port, parameters }: SourceUrl, stream: Stream, context: MakeContext): LinkRun {
  const where = formatEndpoint({ address: host, port });
  const program = parameters.program ? Number(parameters.program) : undefined;
  const feed = new TsFeed(stream, {
    ...{ program, showDamaged: context.showDamaged, givesTelemetry: !context.hasOtherTelemetry },
  });
  const connect = () =>
    net.connect({ host, port, noDelay: true, keepAlive: true, keepAliveInitialDelay: KEEPALIVE_MS });
  return async (signal, events) => {
    const dialled = await dial({ connect, where, connectMs: CONNECT_MS, againMs: AGAIN_MS, signal });
    if ('end' in dialled) return dialled.end;
    const { socket } = dialled;
    return new Promise<LinkEnd>((resolve) => {
      let end: LinkEnd = { cause: 'closed', detail: `closed by ${where}` };
      const abort = () => socket.destroy();
      signal.addEventListener('abort', abort, { once: true });
      if (signal.aborted) abort();
      feed.begin();
      socket
        .on('data', (chunk) => {
          feed.take(chunk);
          events.data();
        })
        .on('timeout', () => {
          end = { cause: 'silent', detail: `no byte from ${where} for ${SILENCE_MS / 1000} s` };
          socket.destroy();
        })
        .on('error', (error) => {
          end = failureOf(error, where);
        })
        .on('close', () => {
          signal.removeEventListener('abort', abort);
          feed.end();
          resolve(end);
        })
        .setTimeout(SILENCE_MS);
      events.opened();
    });
  };
}
