import net from 'node:net';
import tls from 'node:tls';
import { formatEndpoint } from '#core/settings/endpoint';
import type { SourceUrl } from '#core/settings/source-url';
import type { Stream } from '../../../hub/stream';
import { failureOf } from '../../failure';
import type { MakeContext, SourceMaker } from '../../source';
import type { LinkEnd, LinkEvents, LinkRun } from '../../supervisor';
import { dial } from '../attempts';
import { LinksSource } from '../links-source';
import { RtspConnection } from './connection';
import { RtspRedirect } from './dialogue';
import { RtspFailure } from './failure';
import { redirected, type Target, targetOf } from './target';
import { VideoSession } from './video-session';

const CONNECT_MS = 5000;
/** Until another attempt is begun beside the one that is not answered. */
const AGAIN_MS = 1000;
const MAX_REDIRECTS = 3;

/** `rtsp://` and `rtsps://`: a camera that is asked for its stream (RFC 2326). */
export const rtspSource: SourceMaker = {
  describe: ({ host, port }) => ({ video: `tcp ${formatEndpoint({ address: host, port })}`, telemetry: '' }),
  make(url, stream, context) {
    return new LinksSource({ stream, log: context.log, links: { video: rtspVideo(url, stream, context) } });
  },
};

function rtspVideo(source: SourceUrl, stream: Stream, context: MakeContext): LinkRun {
  return async (signal, events) => {
    let target = targetOf(source);
    for (let redirects = 0; ; redirects++) {
      const end = await runOnce(target, source, stream, context, signal, events);
      if (!(end instanceof RtspRedirect)) return end;
      const next = redirects < MAX_REDIRECTS ? redirected(end.location, source) : undefined;
      if (!next) return { cause: 'protocol', detail: `${placeOf(target)} sends us elsewhere, where no RTSP is` };
      target = next;
    }
  };
}

const placeOf = ({ host, port }: Target): string => formatEndpoint({ address: host, port });

function connectTo({ scheme, host, port }: Target, source: SourceUrl): net.Socket {
  const to = { host, port, noDelay: true, keepAlive: true };
  if (scheme !== 'rtsps') return net.connect(to);
  const servername = net.isIP(host) === 0 ? host : undefined;
  return tls.connect({ ...to, servername, rejectUnauthorized: source.parameters.certificate !== 'any' });
}

async function runOnce(
  target: Target,
  source: SourceUrl,
  stream: Stream,
  context: MakeContext,
  signal: AbortSignal,
  events: LinkEvents,
): Promise<LinkEnd | RtspRedirect> {
  const where = placeOf(target);
  const connect = () => connectTo(target, source);
  const dialled = await dial({ connect, where, connectMs: CONNECT_MS, againMs: AGAIN_MS, signal });
  if ('end' in dialled) return dialled.end;
  const { socket } = dialled;
  const onPacket = (channel: number, packet: Uint8Array) => run.packet(channel, packet);
  const isOurs = (channel: number): boolean => run.isOurs(channel);
  const connection = new RtspConnection({ socket, where, credentials: target.credentials, onPacket, isOurs });
  const run: VideoSession = new VideoSession({ connection, socket, where, source, stream, context, events });
  const abort = () => run.leave();
  signal.addEventListener('abort', abort, { once: true });
  try {
    if (signal.aborted) abort();
    else await run.begin(target.url);
    return await connection.closed;
  } catch (error) {
    const end = endOf(error, where);
    connection.close(end instanceof RtspRedirect ? { cause: 'closed', detail: where } : end);
    await connection.closed;
    return end;
  } finally {
    signal.removeEventListener('abort', abort);
    run.end();
  }
}

function endOf(error: unknown, where: string): LinkEnd | RtspRedirect {
  if (error instanceof RtspRedirect) return error;
  if (error instanceof RtspFailure) return error.end;
  return failureOf(error instanceof Error ? error : new Error(String(error)), where);
}
