import { createRoot } from 'react-dom/client';
import type { Bridge } from '#contracts/bridge';
import { readPresentation } from '#contracts/presentation';
import { openPort } from '../link/port-transport';
import { StationLink } from '../link/station-link';
import { openWebSocket } from '../link/websocket-transport';
import { createScreen } from '../player/create-screen';
import { laterCodecs } from '../player/later-codecs';
import { ViewerContext } from '../viewer/viewer-context';
import { App } from './App';
import { createViewer } from './create-viewer';
import { loadStylesAgain } from './styles-again';
import './theme.css';
import { remembered } from '../ui/page-memory';

declare global {
  interface Window {
    /** There in Electron alone. */
    readonly groundglass?: Bridge;
  }
}

loadStylesAgain();
const bridge = window.groundglass;
const presentation = readPresentation(Object.fromEntries(new URLSearchParams(window.location.search)));
const viewer = createViewer({
  bridge,
  createScreen: () => createScreen(),
  overlay: presentation.overlay,
  wall: remembered('wall'),
  isHidden: () => document.hidden,
  codecs: laterCodecs(),
  openLink: (events) =>
    new StationLink(
      (transport) => (bridge ? openPort(bridge, transport) : openWebSocket(linkUrl(), transport)),
      events,
    ),
});
document.addEventListener('visibilitychange', () => viewer.visibilityChanged());
bridge?.onAction((action) => viewer.run(action));

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <ViewerContext value={viewer}>
      <App place={presentation.stage} />
    </ViewerContext>,
  );
}

/** The gateway that served this page. */
function linkUrl(): string {
  return `${window.location.protocol === 'https:' ? 'wss' : 'ws'}://${window.location.host}/link`;
}
