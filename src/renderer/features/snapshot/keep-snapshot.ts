import { reasonOf } from '#core/reason-of';
import { text } from '#core/texts/text';
import { saveFile } from '../../ui/save-file';
import type { Viewer } from '../../viewer/viewer';
import { type SnapshotFormat, takeSnapshot } from './take-snapshot';

/** Keeps the picture in focus, with its instruments where they are shown, and says so. */
export async function keepSnapshot(viewer: Viewer, format: SnapshotFormat): Promise<void> {
  const { focus, overlay } = viewer.store.getState();
  try {
    const snapshot = await takeSnapshot(focus, format, overlay);
    if (!snapshot) return viewer.announce(text('snapshot.none'));
    saveFile(snapshot.name, snapshot.file);
    viewer.announce(text('snapshot.kept', { file: snapshot.name }));
  } catch (error) {
    viewer.announce(text('snapshot.failed', { reason: reasonOf(error) }));
  }
}
