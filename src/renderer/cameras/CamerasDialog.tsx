import { useState } from 'react';
import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useViewer, useViewerState } from '../ui/viewer-context';
import { AddCamera } from './AddCamera';
import { CameraList } from './CameraList';

/** The list of all cameras, and the way to one more of any kind. */
export function CamerasDialog() {
  const { viewer } = useViewer();
  const open = useViewerState((state) => state.panel === 'cameras');
  const close = () => viewer.store.setState({ panel: 'none' });
  return (
    <ModalOverlay className="backdrop" isOpen={open} onOpenChange={(isOpen) => !isOpen && close()} isDismissable>
      <Modal className="modal modal-wide">
        <Dialog className="dialog">
          <Content onClose={close} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function Content({ onClose }: { readonly onClose: () => void }) {
  const { viewer } = useViewer();
  const [isAdding, setAdding] = useState(viewer.store.getState().streams.length === 0);
  if (isAdding) {
    return (
      <>
        <Heading slot="title">Add a camera</Heading>
        <AddCamera
          onCancel={() => setAdding(false)}
          onAdd={(url) => {
            viewer.addSource(url);
            onClose();
          }}
        />
      </>
    );
  }
  return (
    <>
      <Heading slot="title">Cameras</Heading>
      <CameraList />
      <div className="buttons">
        <Button className="button" onPress={onClose}>
          Close
        </Button>
        <Button className="button button-primary" autoFocus onPress={() => setAdding(true)}>
          Add a camera…
        </Button>
      </div>
    </>
  );
}
