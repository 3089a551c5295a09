import { parseSourceUrl } from '#core/settings/source-url';
import type { Hub } from '../hub/hub';
import type { Stream } from '../hub/stream';

/**
 * Finds the stream that somebody means.
 *
 * @param wanted a stream's id, its name, or its source's URL in any spelling; absent: the first there is
 */
export function findStream(hub: Hub, wanted: string | undefined): Stream | undefined {
  const streams = hub.list();
  if (wanted === undefined) return streams[0];
  const url = parseSourceUrl(wanted);
  const id = url.ok ? url.value.id : wanted;
  return hub.get(wanted) ?? hub.get(id) ?? streams.find(({ info }) => info.name === wanted);
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
  const forget = hub.onChange(follow);
  follow();
  return () => {
    forget();
    detach();
  };
}
