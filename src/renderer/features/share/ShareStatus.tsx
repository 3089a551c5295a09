import { ProblemNote } from '../../ui/ProblemNote';
import { useTexts } from '../../ui/use-texts';
import type { ShareState } from './camera-share';
import { describeAudience, describeFigures } from './describe-share';

/** What is shared at this moment, or why nothing is. */
export function ShareStatus({ state }: { readonly state: ShareState }) {
  const t = useTexts();
  const problem = state.state === 'off' ? state.problem : undefined;
  return (
    <>
      <div className="share-status" role="status">
        {state.state === 'asking' && <p>{t('share.asking')}</p>}
        {state.state === 'on' && <p>{t(describeAudience(state))}</p>}
      </div>
      {state.state === 'on' && <p className="share-figures">{describeFigures(state, t)}</p>}
      {problem && <ProblemNote problem={problem} />}
    </>
  );
}
