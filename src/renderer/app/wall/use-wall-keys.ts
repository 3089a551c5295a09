import { useEffect } from 'react';
import { useViewer } from '../../viewer/viewer-context';
import { back, choosePlace } from '../../viewer/wall-actions';
import { focusChosen } from './focus-chosen';

/** Keys that mean the wall wherever the focus is: digits choose a tile, Escape leaves an enlarged one, and recordings. */
export function useWallKeys(): void {
  const viewer = useViewer();
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      const { target } = event;
      if (target instanceof Element && target.closest('input, [role=dialog], [role=menu]')) return;
      if (viewer.store.getState().panel !== 'none') return;
      if (event.key === 'Escape') back(viewer);
      else if (/^[1-9]$/.test(event.key)) {
        // Another gets the focus when it is drawn as chosen; the first is that from the beginning.
        if (choosePlace(viewer, Number(event.key) - 1)) focusChosen();
      }
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [viewer]);
}
