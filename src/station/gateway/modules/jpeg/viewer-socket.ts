import type { WebSocket } from 'ws';
import { writeError } from '#core/protocols/jpeg-stream/messages';
import { parseQuality } from '#core/protocols/jpeg-stream/presets';
import { english } from '#core/texts/english';
import { clientOf } from '../../../extension/client-bound';
import type { UpgradeCall } from '../../../extension/gateway-module';
import { say } from '../../picture-socket';
import type { StreamSocketContext } from './stream-socket';
import { JpegViewer } from './viewer';

/**
 * `/ws/viewer/{id}`: `stream_info`, then pictures. The original takes no parameters; ours are `quality`, `fps`,
 * `jpeg_quality` and `binary=1`.
 */
export function acceptViewer({ hub, named, pool }: StreamSocketContext, socket: WebSocket, call: UpgradeCall): void {
  const found = named.find(call.params.id ?? '');
  if (!found) return socket.close(1000, english('dialect.streamNotFound'));
  const { query } = call;
  const viewer = new JpegViewer({
    socket,
    named: found,
    pool,
    client: clientOf(call),
    event: 'frame',
    binary: query.get('binary') === '1',
    quality: parseQuality(query.get('quality')) ?? found.quality,
    overrides: { fps: numberIn(query, 'fps'), jpegQuality: numberIn(query, 'jpeg_quality') },
    onProblem: (problem) => {
      const message = english(problem);
      say(socket, writeError(message));
      socket.close(1011, message.slice(0, 120));
    },
  });
  const unsubscribeHub = hub.onChange(() => {
    if (!named.isThere(found)) socket.close(1000, english('dialect.streamEnded'));
  });
  socket.on('close', () => {
    unsubscribeHub();
    viewer.leave();
  });
}

function numberIn(query: URLSearchParams, name: string): number | undefined {
  const value = Number(query.get(name) ?? Number.NaN);
  return Number.isFinite(value) ? value : undefined;
}
