import { SeverityMark } from '../ui/SeverityMark';
import type { ShareProblem } from './share-problem';

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
