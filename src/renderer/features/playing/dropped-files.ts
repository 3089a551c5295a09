import type { Bridge } from '#contracts/bridge';
import type { PlayedRecordings } from '../../streams/played-recordings';

/**
 * Plays files that are dropped onto Electron's window. A browser would leave the viewer for a file that is dropped onto its
 * page, and has no way to tell the station where it lies: it takes none.
 */
export function takeDroppedFiles(played: PlayedRecordings, bridge: Bridge | undefined): void {
  const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true;
  window.addEventListener('dragover', (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    if (event.dataTransfer) event.dataTransfer.dropEffect = bridge ? 'copy' : 'none';
  });
  window.addEventListener('drop', (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    const files = [...(event.dataTransfer?.files ?? [])];
    if (bridge) played.drop(files, (file) => bridge.openDropped(file));
  });
}
