import type { Advice } from '#core/texts/text';
import { SeverityMark } from './SeverityMark';
import { useTexts } from './use-texts';

/** What is wrong, and what to try. */
export function ProblemNote({ problem: { message, tip } }: { readonly problem: Advice }) {
  const t = useTexts();
  return (
    <div className="message share-problem" data-severity="warning" role="alert">
      <p className="message-text">
        <SeverityMark severity="warning" />
        {t(message)}
      </p>
      <p className="message-tip">{t(tip)}</p>
    </div>
  );
}
