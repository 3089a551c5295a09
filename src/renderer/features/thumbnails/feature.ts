import { thumbnailsService } from '../../shared/thumbnails/thumbnails-service';
import type { Feature } from '../../viewer/viewer';

/** Small pictures of the past, for the timeline and the library. */
export const thumbnails: Feature = {
  id: 'thumbnails',
  handle: { 'no-key-picture': ({ number }, viewer) => viewer.get(thumbnailsService).refused(number) },
  onKeyPicture: (answer, viewer) => viewer.get(thumbnailsService).take(answer),
  onLinkOpen: (viewer) => viewer.get(thumbnailsService).reopened(),
};
