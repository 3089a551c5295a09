import { app } from 'electron';
import { readVersion, VIEWER_ROOT } from '#cli/environment';
import type { ViewSettings } from '#core/settings/command';
import { createLog } from '#station/log';
import { Station } from '#station/station';
import { serveViewer } from './app-protocol';
import { setMenu } from './menu';
import { denyPermissions } from './security';
import { serveViewerIpc } from './viewer-ipc';
import { openWindow } from './window';

/** Shows a vehicle in a window of this process; resolves when the last window is closed. */
export async function viewInWindow(settings: ViewSettings): Promise<number> {
  const log = createLog(settings.logLevel, (line) => process.stderr.write(`${line}\n`));
  const station = new Station({ log, version: readVersion(), showDamaged: settings.showDamaged });
  // The vehicle is called before the window is up: its first key picture waits for the window, not the other way round.
  if (settings.host !== undefined) station.addVehicle({ ...settings, host: settings.host });
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
