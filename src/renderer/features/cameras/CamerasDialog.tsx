import { useState } from 'react';
import { Button, Heading } from 'react-aria-components';
import { DialogButtons } from '../../ui/DialogFrame';
import { useTexts } from '../../ui/use-texts';
import { PanelDialog } from '../../viewer/PanelDialog';
import { useViewer } from '../../viewer/viewer-context';
import { AddCamera } from './AddCamera';
import { CameraList } from './CameraList';

/** The list of all cameras, and the way to one more of any kind. */
export function CamerasDialog() {
  return (
    <PanelDialog panel="cameras" className="modal-wide">
      {(close) => <Content onClose={close} />}
    </PanelDialog>
  );
}

function Content({ onClose }: { readonly onClose: () => void }) {
  const t = useTexts();
  const viewer = useViewer();
  const [isAdding, setAdding] = useState(viewer.store.getState().streams.length === 0);
  if (isAdding) {
    return (
      <>
        <Heading slot="title">{t('cameras.addTitle')}</Heading>
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
      <Heading slot="title">{t('cameras.title')}</Heading>
      <CameraList />
      <DialogButtons onClose={onClose}>
        <Button className="button button-primary" autoFocus onPress={() => setAdding(true)}>
          {t('cameras.add…')}
        </Button>
      </DialogButtons>
    </>
  );
}
