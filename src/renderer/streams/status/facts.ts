import type { StreamState } from '../stream-state';
import type { StatusFacts } from './describe';

/** Of what is known of a stream, that which makes its status. */
export function factsOf(state: StreamState, link: StatusFacts['link']): StatusFacts {
  return {
    link,
    stream: state.stream,
    links: state.links,
    player: state.player,
    openForMs: state.readings.openForMs,
    pictureAgeMs: state.readings.pictureAgeMs,
    usualDistanceMs: state.readings.usualDistanceMs,
    telemetryAgeMs: state.readings.telemetryAgeMs,
    behindMs: behindMsOf(state),
    isStrained: state.isStrained,
    isRecording: state.stream?.playback !== undefined,
  };
}

/** How far behind the newest picture the shown one is, in ms; `undefined` while it is live. */
export function behindMsOf({ shown, readings: { edgeUs } }: StreamState): number | undefined {
  if (shown.kind === 'live') return undefined;
  return Math.max(0, ((edgeUs ?? shown.positionUs) - shown.positionUs) / 1000);
}
