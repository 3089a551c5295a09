import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { ACTIONS, type ActionId } from '#contracts/actions';
import { useViewer, useViewerState } from './viewer-context';

/** The card of all keys. */
export function KeysCard() {
  const { viewer, run, inElectron } = useViewer();
  const open = useViewerState((state) => state.panel === 'keys');
  const close = () => viewer.store.setState({ panel: 'none' });
  return (
    <ModalOverlay className="backdrop" isOpen={open} onOpenChange={(isOpen) => !isOpen && close()} isDismissable>
      <Modal className="modal">
        <Dialog className="dialog">
          <Heading slot="title">Keys</Heading>
          <dl className="keys">
            {(Object.keys(ACTIONS) as ActionId[]).map((id) => (
              <div key={id}>
                <dt>
                  <kbd>{ACTIONS[id].key}</kbd>
                </dt>
                <dd>{actionLabel(id, inElectron)}</dd>
              </div>
            ))}
          </dl>
          <div className="buttons">
            <Button className="button" autoFocus onPress={() => run('toggleKeys')}>
              Close
            </Button>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

/** An action's name in this shell: a page in a browser cannot quit, only disconnect. */
export function actionLabel(id: ActionId, inElectron: boolean): string {
  return id === 'quit' && !inElectron ? 'Disconnect' : ACTIONS[id].label;
}
