import { streamIdOf } from '#core/settings/source-url';
import type { Hub } from './hub';
import type { Stream } from './stream';

/** The stream of an id, or of its source's URL, which ids were once: old links and programs go on. */
export function streamAt(hub: Pick<Hub, 'get'>, id: string): Stream | undefined {
  return hub.get(id) ?? hub.get(streamIdOf(id));
}

/**
 * Finds the stream that somebody means.
 *
 * @param wanted a stream's id, its name, or its source's URL in any spelling; absent: the first there is
 */
export function findStream(hub: Hub, wanted: string | undefined): Stream | undefined {
  const streams = hub.list();
  if (wanted === undefined) return streams[0];
  return streamAt(hub, wanted) ?? streams.find(({ info }) => info.name === wanted);
}

/**
 * Stays with the stream that is meant, whichever it is at the time.
 *
 * @param wanted see `findStream`
 * @param attach takes a stream up; returns what lets go of it
 * @returns what ends it
 */
export function followStream(hub: Hub, wanted: string | undefined, attach: (stream: Stream) => () => void): () => void {
  let attached: Stream | undefined;
  let detach: () => void = () => undefined;
  const follow = () => {
    const stream = findStream(hub, wanted);
    if (stream === attached) return;
    detach();
    attached = stream;
    detach = stream ? attach(stream) : () => undefined;
  };
  const unsubscribe = hub.onChange(follow);
  follow();
  return () => {
    unsubscribe();
    detach();
  };
}
