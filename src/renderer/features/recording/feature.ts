import type { StationMessage } from '#contracts/link';
import { recordingsState } from '../../shared/recordings/recordings-state';
import type { Feature, Viewer } from '../../viewer/viewer';
import { RecordMenu } from './RecordMenu';
import { PictureRecSign, TileRecSign } from './RecSign';
import { newAlarm } from './rec-state';
import { recordFrom, toggleRecording } from './record-from';

const A_MINUTE_S = 60;

/** Records what is shown, and says that it is recorded. */
export const recording: Feature = {
  id: 'recording',
  state: recordingsState,
  handle: { recordings: handleRecordings },
  actions: { toggleRecording, recordBefore: (viewer) => recordFrom(viewer, A_MINUTE_S) },
  parts: { picture: PictureRecSign, tile: TileRecSign, timeline: RecordMenu },
};

type RecordingsMessage = Extract<StationMessage, { type: 'recordings' }>;

function handleRecordings({ type: _, ...recordings }: RecordingsMessage, viewer: Viewer): void {
  const state = viewer.get(recordingsState);
  const alarm = newAlarm(state.getState().recordings, recordings);
  state.setState({ recordings });
  if (alarm) viewer.notify({ message: alarm.message, tip: alarm.tip });
}
