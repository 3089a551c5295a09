import { describeOtherLinks, describeStatus, describeStrain } from '../streams/status/describe';
import { factsOf } from '../streams/status/facts';
import { type Alert, type Spoken, type Status, spoken } from '../ui/status';
import { useTexts } from '../ui/use-texts';
import { useViewerState } from './viewer-context';

/** The state of the picture, in words. */
export function useStatus(): Spoken<Status> {
  const t = useTexts();
  return useViewerState((state) => spoken(describeStatus(factsOf(state, state.link)), t));
}

/** What is the matter with a picture that is live, if anything. */
export function useStrainAlert(): Spoken<Alert> | undefined {
  const t = useTexts();
  return useViewerState((state) => {
    const alert = describeStrain(factsOf(state, state.link));
    return alert && spoken(alert, t);
  });
}

/** What is the matter with the telemetry, or the sound, if anything. */
export function useLinkAlert(): Spoken<Alert> | undefined {
  const t = useTexts();
  return useViewerState((state) => {
    const alert = describeOtherLinks(factsOf(state, state.link));
    return alert && spoken(alert, t);
  });
}
