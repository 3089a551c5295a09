import { Button } from 'react-aria-components';
import { useStore } from 'zustand';
import { useTexts } from '../../ui/use-texts';
import { useService, useViewer } from '../../viewer/viewer-context';
import { firstWindowState } from './first-window-state';

/** The ways to a picture that is no Raspberry Pi's: cameras of other kinds, and the demo. */
export function OtherWays({ onClose }: { readonly onClose: () => void }) {
  const t = useTexts();
  const viewer = useViewer();
  const hasDemo = useStore(useService(firstWindowState), (state) => state.hasDemo);
  return (
    <p className="form-hint connect-others">
      <span>{t('connect.otherKind')}</span>
      <Button className="button" onPress={() => viewer.openPanel('cameras')}>
        {t('connect.cameras')}
      </Button>
      {hasDemo && (
        <>
          <span>{t('connect.demo')}</span>
          <Button
            className="button"
            onPress={() => {
              viewer.send({ type: 'demo' });
              onClose();
            }}
          >
            {t('connect.startDemo')}
          </Button>
        </>
      )}
    </p>
  );
}
