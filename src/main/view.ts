import { app, session } from 'electron';
import { VIEWER_ROOT } from '#cli/environment';
import { openStation } from '#cli/open-station';
import { OwnGateway } from '#cli/own-gateway';
import { startServicesOrTell } from '#cli/services';
import type { ViewSettings } from '#core/settings/command';
import { clipMaterialRoutes } from '#station/gateway/modules/clip-material';
import type { Serving } from '#station/link/serving';
import { appApi } from './app-api';
import { serveViewer } from './app-protocol';
import { CameraPermission } from './camera-permission';
import { keepOwnFiles } from './downloads';
import { WindowFiles } from './file-chooser';
import { setMenu } from './menu';
import { revive } from './revive';
import { denyPermissions } from './security';
import { serveViewerIpc } from './viewer-ipc';
import { openWindow } from './window';

/** Shows a vehicle in a window of this process; resolves when the last window is closed. */
export async function viewInWindow(settings: ViewSettings): Promise<number> {
  // The vehicle is called before the window is up: its first key picture waits for the window, not the other way round.
  const station = openStation(settings, true);
  const serving = new OwnGateway(station, settings);
  tellOnce(serving);
  const { listen, tls } = settings;
  if (listen) serving.start({ ...listen, tls, keep: false });
  else serving.startKept();
  const services = startServicesOrTell(station, settings);
  await app.whenReady();
  serveViewer(VIEWER_ROOT, appApi(clipMaterialRoutes(station.clipMaterials)));
  const window = openWindow(settings);
  denyPermissions(new CameraPermission(window));
  keepOwnFiles(session.defaultSession);
  const files = new WindowFiles(window);
  setMenu(window, files);
  serveViewerIpc(window, station, serving, files);
  revive(window, station.log);
  await new Promise<void>((resolve) => {
    app.once('window-all-closed', resolve);
    // A menu, a signal or the session's end quits without that event; what is still open is closed first.
    app.once('will-quit', (event) => {
      event.preventDefault();
      resolve();
    });
  });
  await (await services)?.close();
  await serving.close();
  await station.close();
  return 0;
}

/** Says on the terminal how a gateway for others that was asked for there has come up. */
function tellOnce(serving: Serving): void {
  const forget = serving.onChange(() => {
    const { state } = serving;
    if (state.state === 'on') {
      process.stdout.write(`Others find the viewer at ${state.urls.join(' and ')}; key g has links for them\n`);
    } else if (state.state === 'failed') {
      process.stderr.write(`groundglass: others cannot be served: ${state.message}\n`);
    } else return;
    forget();
  });
}
