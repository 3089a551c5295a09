import type { ShareState } from './camera-share';
import { describeAudience, describeFigures } from './describe-share';
import { ProblemNote } from './ProblemNote';

/** What is shared at this moment, or why nothing is. */
export function ShareStatus({ state }: { readonly state: ShareState }) {
  const problem = state.state === 'off' ? state.problem : undefined;
  return (
    <>
      <div className="share-status" role="status">
        {state.state === 'asking' && <p>Asking for the camera. The browser may show a question…</p>}
        {state.state === 'on' && <p>{describeAudience(state)}</p>}
      </div>
      {state.state === 'on' && <p className="share-figures">{describeFigures(state)}</p>}
      {problem && <ProblemNote problem={problem} />}
    </>
  );
}
