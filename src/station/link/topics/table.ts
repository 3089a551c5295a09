import type { LinkTopic } from '../link-topic';
import { inspectionHandler } from './inspection';
import { keyPicturesHandler } from './key-pictures';
import { linkHandler } from './link';
import { marksHandler } from './marks';
import { picturesHandler } from './pictures';
import { playbackHandler } from './playback';
import { servingHandler } from './serving';
import { soundHandler } from './sound';
import { sourcesHandler } from './sources';
import { streamsHandler } from './streams';

/** The link's own topics, in the order in which a new link hears of them. Add a new one here, or to a service's row. */
const OWN_TOPICS: readonly LinkTopic[] = [
  streamsHandler,
  sourcesHandler,
  picturesHandler,
  soundHandler,
  playbackHandler,
  keyPicturesHandler,
  marksHandler,
  inspectionHandler,
  servingHandler,
];

/** All topics of a link: the greeting, those of the services, which may add to the streams that are told, and the link's own. */
export function topicsOf(services: readonly { readonly topics?: readonly LinkTopic[] }[]): readonly LinkTopic[] {
  return [linkHandler, ...services.flatMap(({ topics = [] }) => topics), ...OWN_TOPICS];
}
