import type { Severity } from '../status/status';

const GLYPHS = { caution: '▲', warning: '◆' } as const;
/** What the mark is called for those who listen. */
export const SEVERITY_WORDS: Readonly<Record<Severity, string>> = {
  normal: '',
  caution: 'Caution: ',
  warning: 'Warning: ',
};

/** How much a message matters: a glyph of its own shape for each severity, since colour alone says nothing to many. */
export function SeverityMark({ severity }: { readonly severity: Severity }) {
  if (severity === 'normal') return null;
  return (
    <>
      <span className="glyph" aria-hidden="true">
        {GLYPHS[severity]}
      </span>
      <span className="visually-hidden">{SEVERITY_WORDS[severity]}</span>
    </>
  );
}
