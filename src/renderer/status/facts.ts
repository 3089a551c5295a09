import type { StreamState } from '../store/stream-state';
import type { StatusFacts } from './describe';

/** Of what is known of a stream, that which makes its status. */
export function factsOf(state: StreamState, link: StatusFacts['link']): StatusFacts {
  return {
    link,
    stream: state.stream,
    video: state.video,
    telemetry: state.telemetryLink,
    player: state.player,
    openForMs: state.readings.openForMs,
    pictureAgeMs: state.readings.pictureAgeMs,
    telemetryAgeMs: state.readings.telemetryAgeMs,
    behindMs: behindMsOf(state),
    isRecording: state.stream?.playback !== undefined,
  };
}

/** How far behind the newest picture the shown one is, in ms; `undefined` while it is live. */
export function behindMsOf({ back, readings: { edgeUs } }: StreamState): number | undefined {
  return back && Math.max(0, ((edgeUs ?? back.positionUs) - back.positionUs) / 1000);
}
