import { RECORD_FLAGS } from '#core/settings/record-flags';
import { type RunningService, type ServiceContext, service } from '../../extension/service';
import { REWIND } from '../rewind/rewind';
import { LIBRARY } from './library';
import { RECORDER, Recorder } from './recorder';
import type { RecorderSettings } from './recorder-settings';
import { recordingsModule } from './routes';
import { recorderSettings } from './settings';
import { recordingHandler } from './topic';

/** Records streams, and keeps what was recorded. */
export const recorderService = service({
  id: 'recorder',
  flags: RECORD_FLAGS,
  closes: 'writers',
  topics: [recordingHandler],
  routes: [recordingsModule],
  start: (context, settings) => startRecorder(context, recorderSettings(settings)),
});

/** The service with settings of another kind than flags. */
export function startRecorder({ hub, log, get, provide }: ServiceContext, settings: RecorderSettings): RunningService {
  const recorder = new Recorder(hub, log, settings, get(REWIND));
  provide(RECORDER, recorder);
  provide(LIBRARY, recorder.library);
  return recorder;
}
