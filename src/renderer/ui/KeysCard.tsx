import { ACTIONS, type ActionId } from '#contracts/actions';
import { TIMELINE_KEYS } from '../timeline/use-timeline-keys';
import { DialogButtons, PanelDialog } from './DialogFrame';
import { useViewer, useViewerState } from './viewer-context';

/** Keys that mean something only where there are several streams. */
const WALL_KEYS = [
  ['1–9', 'Choose a tile of the wall'],
  ['↵', 'Enlarge it'],
  ['Esc', 'Back to the wall'],
  ['Ctrl →', 'Move it'],
] as const;

/** The card of all keys. */
export function KeysCard() {
  const { inElectron } = useViewer();
  const hasWall = useViewerState(({ wall }) => wall.tiles.length > 1);
  const isRecording = useViewerState(({ stream }) => stream?.playback !== undefined);
  const hasPast = useViewerState(({ playback }) => playback?.range !== undefined);
  return (
    <PanelDialog panel="keys" title="Keys" className="modal-keys">
      {(close) => (
        <>
          <dl className="keys">
            {(Object.keys(ACTIONS) as ActionId[]).map((id) => (
              <div key={id}>
                <dt>
                  <kbd>{ACTIONS[id].key}</kbd>
                </dt>
                <dd>{actionLabel(id, inElectron)}</dd>
              </div>
            ))}
            {hasPast &&
              TIMELINE_KEYS.map(([key, label]) => (
                <div key={key}>
                  <dt>
                    <kbd>{key}</kbd>
                  </dt>
                  <dd>{label}</dd>
                </div>
              ))}
            {isRecording && (
              <div>
                <dt>
                  <kbd>Esc</kbd>
                </dt>
                <dd>From recordings back to live</dd>
              </div>
            )}
            {hasWall &&
              WALL_KEYS.map(([key, label]) => (
                <div key={key}>
                  <dt>
                    <kbd>{key}</kbd>
                  </dt>
                  <dd>{label}</dd>
                </div>
              ))}
          </dl>
          <DialogButtons onClose={close} autoFocus />
        </>
      )}
    </PanelDialog>
  );
}

/** An action's name in this shell: a page in a browser cannot quit, only disconnect. */
export function actionLabel(id: ActionId, inElectron: boolean): string {
  return id === 'quit' && !inElectron ? 'Disconnect' : ACTIONS[id].label;
}
