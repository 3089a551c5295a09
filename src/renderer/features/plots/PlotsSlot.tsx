import { lazy, Suspense } from 'react';
import { useFeatureState } from '../../viewer/viewer-context';
import { plotsState } from './plots-state';

const PlotsPanel = lazy(async () => ({ default: (await import('./PlotsPanel')).PlotsPanel }));

/** The plots, while they are open; loaded when they are first opened. */
export function PlotsSlot() {
  const isOpen = useFeatureState(plotsState, (state) => state.isOpen);
  return isOpen ? (
    <Suspense>
      <PlotsPanel />
    </Suspense>
  ) : null;
}
