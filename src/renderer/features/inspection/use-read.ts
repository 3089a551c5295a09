import { useFeatureState, useViewer, useViewerState } from '../../viewer/viewer-context';
import { inspectionState } from './inspection-state';

/** So many notes are known to have been read; of more, the first comes again. */
const MAX_READ = 32;

/** Whether a note of the stream in focus was read, and what marks it so. @param about what it says; `undefined`: nothing */
export function useRead(about: string | undefined): readonly [isRead: boolean, dismiss: () => void] {
  const viewer = useViewer();
  const id = useViewerState(({ stream }) => stream?.id);
  const read = useFeatureState(inspectionState, (state) => state.read);
  const note = `${id} ${about}`;
  const dismiss = () => {
    const state = viewer.get(inspectionState);
    state.setState({ read: [...state.getState().read, note].slice(-MAX_READ) });
  };
  return [read.includes(note), dismiss];
}
