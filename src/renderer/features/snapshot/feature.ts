import type { Feature } from '../../viewer/viewer';
import { keepSnapshot } from './keep-snapshot';

/** Keeps the picture in focus as a file. */
export const snapshot: Feature = {
  id: 'snapshot',
  actions: {
    snapshot: (viewer) => void keepSnapshot(viewer, 'png'),
    snapshotJpeg: (viewer) => void keepSnapshot(viewer, 'jpeg'),
  },
};
