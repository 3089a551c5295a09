import { useState } from 'react';
import { useStore } from 'zustand';
import { DialogFrame } from '../../ui/DialogFrame';
import { useTexts } from '../../ui/use-texts';
import { useStatus } from '../../viewer/use-status';
import { useService, useViewer, useViewerState } from '../../viewer/viewer-context';
import { ConnectForm } from './ConnectForm';
import { FoundList } from './FoundList';
import { firstWindowState } from './first-window-state';
import { OtherWays } from './OtherWays';
import { RecentList } from './RecentList';

/** Asks which vehicle to show: at the first start, and whenever a person wants another. */
export function ConnectDialog() {
  const t = useTexts();
  const viewer = useViewer();
  const { kind } = useStatus();
  const panel = useViewerState((state) => state.panel);
  const [dismissed, setDismissed] = useState(false);
  // A source that rests until somebody watches is a vehicle all the same.
  const hasStream = useViewerState((state) => state.stream !== undefined);
  // Who may choose nothing is not asked.
  const mayChoose = useStore(useService(firstWindowState), ({ recent }) => recent !== undefined);
  const isFirst = panel === 'none' && kind === 'noVehicle' && !hasStream && !dismissed && mayChoose;
  const close = () => {
    setDismissed(true);
    viewer.openPanel('none');
  };
  return (
    <DialogFrame
      title={t('connect.title')}
      className="modal-connect"
      isOpen={panel === 'connect' || isFirst}
      onClose={close}
    >
      {mayChoose && <FoundList onClose={close} />}
      {mayChoose && <RecentList onClose={close} />}
      <ConnectForm isAlone={!mayChoose} onClose={close}>
        <OtherWays onClose={close} />
      </ConnectForm>
    </DialogFrame>
  );
}
