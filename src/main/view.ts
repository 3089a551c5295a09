import { app } from 'electron';
import { VIEWER_ROOT } from '#cli/environment';
import { openStation } from '#cli/open-station';
import type { ViewSettings } from '#core/settings/command';
import { serveViewer } from './app-protocol';
import { setMenu } from './menu';
import { denyPermissions } from './security';
import { serveViewerIpc } from './viewer-ipc';
import { openWindow } from './window';

/** Shows a vehicle in a window of this process; resolves when the last window is closed. */
export async function viewInWindow(settings: ViewSettings): Promise<number> {
  // The vehicle is called before the window is up: its first key picture waits for the window, not the other way round.
  const station = openStation(settings, true);
  await app.whenReady();
  serveViewer(VIEWER_ROOT);
  denyPermissions();
  const window = openWindow(settings);
  setMenu(window);
  serveViewerIpc(window, station);
  await new Promise<void>((resolve) => app.once('window-all-closed', resolve));
  await station.close();
  return 0;
}
