import { SeverityMark } from '../ui/SeverityMark';
import type { ShareState } from './camera-share';
import { describeAudience, describeFigures } from './describe-share';
import type { ShareProblem } from './share-problem';

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

/** What is wrong, and what to try. */
export function ProblemNote({ problem: { message, tip } }: { readonly problem: ShareProblem }) {
  return (
    <div className="message share-problem" data-severity="warning" role="alert">
      <p className="message-text">
        <SeverityMark severity="warning" />
        {message}
      </p>
      <p className="message-tip">{tip}</p>
    </div>
  );
}
