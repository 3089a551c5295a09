import { Button } from 'react-aria-components';
import { useStore } from 'zustand';
import { text } from '#core/texts/text';
import { useTexts } from '../../ui/use-texts';
import { useService, useViewerState } from '../../viewer/viewer-context';
import { cameraShare } from './share-service';

/** Says at all times that a camera is shared, and ends it with one press. */
export function ShareBadge() {
  const t = useTexts();
  const share = useService(cameraShare);
  const state = useStore(share.store);
  const sound = useStore(share.microphone.store);
  const isDialogOpen = useViewerState(({ panel }) => panel === 'share');
  if (state.state !== 'on' || isDialogOpen) return null;
  const { name } = state.options;
  const badge =
    state.stream === undefined
      ? text('share.badge.connecting', { name })
      : text('share.badge.watched', { name, viewers: state.watchedBy });
  return (
    <section className="share-badge" aria-label={t('share.badge')}>
      <span className="share-badge-mark" aria-hidden="true" />
      <span>
        {t(sound.state === 'on' ? text(sound.isMuted ? 'share.badge.muted' : 'share.badge.heard', { badge }) : badge)}
      </span>
      <Button className="button" onPress={() => share.stop()}>
        {t('share.stopShort')}
      </Button>
    </section>
  );
}
