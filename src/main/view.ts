import { app, session } from 'electron';
import { usualLogFile, VIEWER_ROOT } from '#cli/environment';
import { listenOrTell, openStation } from '#cli/open-station';
import { OwnGateway } from '#cli/own-gateway';
import { openSettings } from '#cli/settings';
import { printLine, printProblem } from '#cli/terminal';
import type { ViewSettings } from '#core/settings/command';
import { text } from '#core/texts/text';
import type { Serving } from '#station/extension/serving';
import { PRIVATE_FILE } from '#station/file-mode';
import { clipMaterialRoutes } from '#station/services/exports/clip-material-routes';
import { CLIP_MATERIALS } from '#station/services/exports/clip-materials';
import { appApi } from './app-api';
import { serveViewer } from './app-protocol';
import { CameraPermission } from './camera-permission';
import { keepOwnFiles } from './downloads';
import { WindowFiles } from './file-chooser';
import { setMenu } from './menu';
import { revive } from './revive';
import { denyPermissions } from './security';
import { takeProfile } from './single-instance';
import { serveViewerIpc } from './viewer-ipc';
import { openWindow } from './window';

/** Shows a vehicle in a window of this process; resolves when the last window is closed. */
export async function viewInWindow(settings: ViewSettings): Promise<number> {
  const bringToFront = takeProfile();
  if (!bringToFront) {
    printProblem(text('window.runsAlready'));
    return 0;
  }
  // The vehicle is called before the window is up: its first key picture waits for the window, not the other way round.
  const station = openStation({ ...settings, logFile: settings.logFile ?? usualLogFile() }, true, true);
  const kept = openSettings(settings.settings, station.log);
  const serving = new OwnGateway(station, settings, kept);
  tellOnce(serving);
  const { listen, tls } = settings;
  if (listen) serving.start({ ...listen, tls, keep: false });
  else serving.startKept();
  const listening = listenOrTell(station);
  await app.whenReady();
  serveViewer(VIEWER_ROOT, appApi(clipMaterialRoutes(station.get(CLIP_MATERIALS))));
  const window = openWindow(settings);
  bringToFront(window);
  denyPermissions(new CameraPermission(window));
  keepOwnFiles(session.defaultSession, settings.recordingsMode ?? PRIVATE_FILE);
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
  await listening;
  await station.closeListeners();
  await serving.close();
  await kept.written();
  await station.close();
  return 0;
}

/** Says on the terminal how a gateway for others that was asked for there has come up. */
function tellOnce(serving: Serving): void {
  const unsubscribe = serving.onChange(() => {
    const { state } = serving;
    if (state.state === 'on') {
      printLine(text('window.served', { urls: state.urls.join(' and ') }));
    } else if (state.state === 'failed') {
      printProblem(text('window.notServed', { why: state.message }));
    } else return;
    unsubscribe();
  });
}
