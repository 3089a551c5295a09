import type { WebSocket } from 'ws';
import type { Hub } from '../../../hub/hub';
import type { Stream } from '../../../hub/stream';
import type { H264Pool } from '../../../transcode/h264-pool';
import { watchH264 } from '../../../transcode/watch-h264';
import { pictureSocket } from '../../picture-socket';

/** What the station has of streams, and what makes H.265 H.264. */
export interface ConsumeFrom {
  readonly hub: Hub;
  readonly h264: H264Pool;
}

/**
 * Gives a client the pictures of one stream as bare Annex B, a picture a message, parameter sets before each key picture:
 * first those since the last key picture, then the live ones. When the stream ends it waits for its return, and where it
 * asked for none, goes on with the newest.
 *
 * @param id of the stream; `undefined` for the newest
 */
export function consume({ hub, h264 }: ConsumeFrom, socket: WebSocket, id: string | undefined): void {
  let watched: { readonly stream: Stream; readonly leave: () => void } | undefined;
  const follow = () => {
    if (watched && hub.get(watched.stream.info.id) === watched.stream) return;
    watched?.leave();
    const stream = id === undefined ? newest(hub) : hub.get(id);
    watched = stream && { stream, leave: watch(h264, stream, socket) };
  };
  const unsubscribe = hub.onChange(follow);
  socket.on('close', () => {
    unsubscribe();
    watched?.leave();
  });
  follow();
}

function watch(pool: H264Pool, stream: Stream, socket: WebSocket): () => void {
  const queue = pictureSocket(socket, ({ data }) => ({ bytes: data, binary: true }));
  return watchH264(pool, stream, (unit) => queue.offer(unit), queue);
}

/** Of what is pushed the newest; where nothing is, of all that is H.264. */
function newest(hub: Hub): Stream | undefined {
  const streams = hub.list().filter(({ info }) => info.kind !== 'jpeg');
  return streams.findLast(({ info }) => info.kind === 'push') ?? streams.at(-1);
}
