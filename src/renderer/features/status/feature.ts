import type { Feature } from '../../viewer/viewer';
import { StatusAnnouncer } from './StatusAnnouncer';
import { StatusMessages } from './StatusMessages';

/** What is the matter with the picture, in words. */
export const status: Feature = {
  id: 'status',
  parts: { badge: StatusAnnouncer, message: StatusMessages },
};
