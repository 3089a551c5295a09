import { createRoot } from 'react-dom/client';
import type { Bridge } from '#contracts/bridge';
import { readPresentation } from '#contracts/presentation';
import { actionRunner } from './actions';
import { WasmExports } from './export-wasm/wasm-exports';
import { openPort } from './link/port-transport';
import { StationLink } from './link/station-link';
import { openWebSocket } from './link/websocket-transport';
import { createScreen } from './player/create-screen';
import { laterCodecs } from './player/later-codecs';
import { takeDroppedFiles } from './playing/dropped-files';
import { CameraShare } from './share/camera-share';
import { openSharePort } from './share/port-share';
import { openShareWebSocket } from './share/websocket-share';
import { saveFile } from './snapshot/save-file';
import { App } from './ui/App';
import { ViewerContext } from './ui/viewer-context';
import './ui/theme.css';
import { Viewer } from './viewer';
import { rememberedWall } from './wall/memory';

declare global {
  interface Window {
    /** There in Electron alone. */
    readonly groundglass?: Bridge;
  }
}

const bridge = window.groundglass;
const presentation = readPresentation(Object.fromEntries(new URLSearchParams(window.location.search)));
const windowClips = new WasmExports({
  // What it is made with is fetched with the first one.
  make: async (making) => (await import('./export-wasm/make-clip')).makeClip(making),
  save: saveFile,
  nowUs: () => Date.now() * 1000,
});
const viewer = new Viewer({
  windowClips,
  createScreen: () => createScreen(),
  overlay: presentation.overlay,
  wall: rememberedWall(),
  isHidden: () => document.hidden,
  codecs: laterCodecs(),
  openLink: (events) =>
    new StationLink(
      (transport) => (bridge ? openPort(bridge, transport) : openWebSocket(linkUrl(), transport)),
      events,
    ),
});
document.addEventListener('visibilitychange', () => viewer.visibilityChanged());
const share = new CameraShare(bridge ? openSharePort(bridge) : openShareWebSocket);
window.addEventListener('pagehide', () => share.stop());
window.addEventListener('beforeunload', (event) => {
  // Electron would not ask, and not close.
  if (!bridge && windowClips.isBusy) event.preventDefault();
});
const run = actionRunner(viewer, bridge);
bridge?.onAction(run);
takeDroppedFiles(viewer.played, bridge);

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <ViewerContext value={{ viewer, run, share, inElectron: bridge !== undefined }}>
      <App place={presentation.stage} />
    </ViewerContext>,
  );
}

/** The gateway that served this page. */
function linkUrl(): string {
  return `${window.location.protocol === 'https:' ? 'wss' : 'ws'}://${window.location.host}/link`;
}
