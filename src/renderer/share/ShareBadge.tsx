import { Button } from 'react-aria-components';
import { useStore } from 'zustand';
import { useViewer, useViewerState } from '../ui/viewer-context';

/** Says at all times that a camera is shared, and ends it with one press. */
export function ShareBadge() {
  const { share } = useViewer();
  const state = useStore(share.store);
  const sound = useStore(share.microphone.store);
  const isDialogOpen = useViewerState(({ panel }) => panel === 'share');
  if (state.state !== 'on' || isDialogOpen) return null;
  return (
    <section className="share-badge" aria-label="Shared camera">
      <span className="share-badge-mark" aria-hidden="true" />
      <span>
        Sharing {state.options.name}
        {state.stream === undefined ? ', connecting…' : `, watched by ${state.watchedBy}`}
        {sound.state === 'on' && (sound.isMuted ? ', microphone muted' : ', microphone on')}
      </span>
      <Button className="button" onPress={() => share.stop()}>
        Stop
      </Button>
    </section>
  );
}
