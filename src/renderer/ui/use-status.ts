import { describeStatus, describeTelemetry } from '../status/describe';
import { factsOf } from '../status/facts';
import type { Advice, Status } from '../status/status';
import { useViewerState } from './viewer-context';

/** The state of the picture, in words. */
export function useStatus(): Status {
  return useViewerState((state) => describeStatus(factsOf(state, state.link)));
}

/** What is the matter with the telemetry, if anything. */
export function useTelemetryAdvice(): Advice | undefined {
  return useViewerState((state) => describeTelemetry(factsOf(state, state.link)));
}
