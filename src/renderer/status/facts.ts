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
  };
}
