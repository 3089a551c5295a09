import type { Viewer } from '../viewer';
import { saveFile } from './save-file';
import { type SnapshotFormat, takeSnapshot } from './take-snapshot';

/** Keeps the picture in focus, with its instruments where they are shown, and says so. */
export async function keepSnapshot(viewer: Viewer, format: SnapshotFormat): Promise<void> {
  const { focus, overlay } = viewer.store.getState();
  try {
    const snapshot = await takeSnapshot(focus, format, overlay);
    if (!snapshot) return viewer.tell('There is no picture to keep yet.');
    saveFile(snapshot.name, snapshot.file);
    viewer.tell(`Snapshot kept: ${snapshot.name}`);
  } catch (error) {
    viewer.tell(`The snapshot failed: ${error instanceof Error ? error.message : String(error)}`);
  }
}
