import { describeStatus, describeTelemetry, type StatusFacts } from '../status/describe';
import type { Advice, Status } from '../status/status';
import type { ViewerState } from '../store/viewer-state';
import { useViewerState } from './viewer-context';

function facts(state: ViewerState): StatusFacts {
  return {
    link: state.link,
    stream: state.stream,
    video: state.video,
    telemetry: state.telemetryLink,
    player: state.player,
    openForMs: state.readings.openForMs,
    pictureAgeMs: state.readings.pictureAgeMs,
    telemetryAgeMs: state.readings.telemetryAgeMs,
  };
}

/** The state of the picture, in words. */
export function useStatus(): Status {
  return useViewerState((state) => describeStatus(facts(state)));
}

/** What is the matter with the telemetry, if anything. */
export function useTelemetryAdvice(): Advice | undefined {
  return useViewerState((state) => describeTelemetry(facts(state)));
}
