import type { Severity } from './status';
import { useTexts } from './use-texts';

const GLYPHS = { caution: '▲', warning: '◆' } as const;
/** How much a message matters: a glyph of its own shape for each severity, since colour alone says nothing to many. */
export function SeverityMark({ severity }: { readonly severity: Severity }) {
  const t = useTexts();
  if (severity === 'normal') return null;
  return (
    <>
      <span className="glyph" aria-hidden="true">
        {GLYPHS[severity]}
      </span>
      <span className="visually-hidden">{t(`severity.${severity}`)} </span>
    </>
  );
}
