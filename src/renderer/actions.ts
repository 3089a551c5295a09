import { ACTIONS, type ActionId } from '#contracts/actions';
import type { Bridge } from '#contracts/bridge';
import { openClip } from './export/start-clip';
import { subjectOfStream } from './export/subject-of-stream';
import { recordFrom } from './recording/record-from';
import { keepSnapshot } from './snapshot/keep-snapshot';
import type { Viewer } from './viewer';
import { toggleWall } from './wall/wall-actions';

const A_MINUTE_S = 60;

/** Does what a person asks for, wherever the wish came from: a key, a menu, a button. */
export type RunAction = (action: ActionId) => void;

/** @param bridge Electron's, where the viewer runs in it */
export function actionRunner(viewer: Viewer, bridge: Bridge | undefined): RunAction {
  const { store } = viewer;
  return (action) => {
    switch (action) {
      case 'toggleOverlay':
        return store.setState(({ overlay }) => ({ overlay: !overlay }));
      case 'toggleStatistics':
        return store.setState(({ statisticsOpen }) => ({ statisticsOpen: !statisticsOpen }));
      case 'toggleSound':
        return viewer.sound.toggle();
      case 'toggleWall':
        return toggleWall(viewer);
      case 'toggleKeys':
        return store.setState(({ panel }) => ({ panel: panel === 'keys' ? 'none' : 'keys' }));
      case 'changeVehicle':
        return store.setState({ panel: 'connect' });
      case 'cameras':
        return store.setState({ panel: 'cameras' });
      case 'shareCamera':
        return store.setState({ panel: 'share' });
      case 'vehicles':
        return store.setState({ panel: 'vehicles' });
      case 'gateway':
        return store.setState({ panel: 'gateway' });
      case 'toggleRecording':
        return viewer.toggleRecording();
      case 'recordBefore':
        return recordFrom(viewer, A_MINUTE_S);
      case 'mark':
        return viewer.timeline.mark();
      case 'clip':
        return openClip(viewer, subjectOfStream(store.getState()));
      case 'jobs':
        return store.setState({ panel: 'jobs' });
      case 'library':
        return store.setState({ panel: 'library' });
      case 'snapshot':
        return void keepSnapshot(viewer, 'png');
      case 'snapshotJpeg':
        return void keepSnapshot(viewer, 'jpeg');
      case 'retry':
        return viewer.retry();
      case 'toggleFullscreen':
        return bridge ? bridge.command('toggle-fullscreen') : toggleFullscreen();
      case 'quit':
        return bridge ? bridge.command('quit') : viewer.disconnect();
    }
  };
}

/** In a browser the page does it itself. Refusals (no user gesture) are the browser's right. */
function toggleFullscreen(): void {
  const done = document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen();
  done.catch(() => undefined);
}

const KEYS: ReadonlyMap<string, ActionId> = new Map(
  Object.entries(ACTIONS).map(([id, { key }]) => [key as string, id as ActionId]),
);

/** The action of a key press, unless the key means something where it was pressed. */
export function actionOfKey(event: KeyboardEvent): ActionId | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return undefined;
  const target = event.target;
  if (target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable], [role=menu]')) {
    return undefined;
  }
  return KEYS.get(event.key.toLowerCase());
}
