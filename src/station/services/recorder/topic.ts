import { recordingTopic } from '#contracts/topics/recording';
import { text } from '#core/texts/text';
import { needsChange, WATCH_ONLY } from '../../extension/rights';
import { stationTopic } from '../../extension/topic';
import { RECORDER } from './recorder';

/** Begins and ends recordings, and tells how they do. */
export const recordingHandler = stationTopic({
  contract: recordingTopic,
  needs: needsChange(WATCH_ONLY),
  open({ station, tell, refuse }) {
    const recorder = station.get(RECORDER);
    const tellRecordings = () => recorder && tell({ type: 'recordings', ...recorder.state() });
    const unsubscribe = recorder?.onChange(tellRecordings);
    tellRecordings();
    return {
      answer({ stream, on, secondsBefore }) {
        if (!recorder) return refuse(text('refused.noRecorder'), text('refused.startWithFolder'));
        if (!on) return void recorder.stop(stream);
        const started = recorder.start(stream, { secondsBefore });
        if (!started.ok)
          return refuse(text('recorder.refused', { why: started.message }), text('recorder.refused.tip'));
        if (started.value) refuse(started.value.message, started.value.tip);
      },
      end: () => unsubscribe?.(),
    };
  },
});
