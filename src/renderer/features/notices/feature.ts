import { Notice } from '../../viewer/Notice';
import type { Feature } from '../../viewer/viewer';
import { Announcement } from './Announcement';

/** What the station could not do, and what was just done. */
export const notices: Feature = {
  id: 'notices',
  handle: { error: ({ message, tip }, viewer) => viewer.notify({ message, tip }) },
  parts: { badge: Announcement, message: Notice, wallMessage: Notice },
};
