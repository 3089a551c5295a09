import type { Service } from '../../viewer/viewer';
import { decodeThumbnail, thumbnailCodecs } from './decode-thumbnail';
import { Thumbnails } from './thumbnails';

/** Small pictures of the past. */
export const thumbnailsService: Service<Thumbnails> = {
  create: (viewer) =>
    new Thumbnails({
      send: (message) => viewer.send(message),
      codecs: thumbnailCodecs,
      decode: decodeThumbnail,
      now: () => performance.now(),
    }),
};
