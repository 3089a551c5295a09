import { useEffect } from 'react';
import { Button } from 'react-aria-components';
import { ACTIONS } from '#contracts/actions';
import { useViewer, useViewerState } from '../ui/viewer-context';
import { allJobs, badgeOf } from './describe-job';

/** Round a circle of radius 6. */
const ROUND = 2 * Math.PI * 6;

/** Says that clips are being made, and how far, while some are; opens their list. */
export function JobsBadge() {
  const { viewer, run } = useViewer();
  const isLinked = useViewerState((state) => state.link === 'open');
  useEffect(() => {
    if (isLinked) viewer.clips.watch();
  }, [viewer, isLinked]);
  const badge = useViewerState((state) => badgeOf(allJobs(state)));
  if (!badge) return null;
  return (
    <Button className="button jobs-badge" aria-label={`${badge.words}: show the list`} onPress={() => run('jobs')}>
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
        <circle cx="8" cy="8" r="6" fill="none" stroke="var(--line)" strokeWidth="2.5" />
        <circle
          cx="8"
          cy="8"
          r="6"
          fill="none"
          stroke="var(--accent)"
          strokeWidth="2.5"
          strokeDasharray={`${(ROUND * badge.percent) / 100} ${ROUND}`}
          transform="rotate(-90 8 8)"
        />
      </svg>
      <span>{badge.words}</span>
      <span className="key" aria-hidden="true">
        {ACTIONS.jobs.key}
      </span>
    </Button>
  );
}
