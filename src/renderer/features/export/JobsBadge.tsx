import { Button } from 'react-aria-components';
import { ACTIONS } from '#contracts/actions';
import { useTexts } from '../../ui/use-texts';
import { useFeatureState, useViewer } from '../../viewer/viewer-context';
import { clipsState } from './clips-state';
import { allJobs, badgeOf } from './describe-job';

/** Round a circle of radius 6. */
const ROUND = 2 * Math.PI * 6;

/** Says that clips are being made, and how far, while some are; opens their list. */
export function JobsBadge() {
  const t = useTexts();
  const viewer = useViewer();
  const badge = useFeatureState(clipsState, (state) => {
    const open = badgeOf(allJobs(state));
    return open && { ...open, words: t(open.words) };
  });
  if (!badge) return null;
  return (
    <Button
      className="button jobs-badge"
      aria-label={t('jobs.badge', { words: badge.words })}
      onPress={() => viewer.run('jobs')}
    >
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
