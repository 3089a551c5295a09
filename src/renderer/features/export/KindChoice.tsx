import { useTexts } from '../../ui/use-texts';
import type { ClipForm, ClipKind } from './clip-form';

interface Props {
  readonly form: ClipForm;
  readonly onChange: (form: ClipForm) => void;
}

const KINDS: readonly ClipKind[] = ['lossless', 'reencode', 'gif', 'webp'];

/** What is to be made. */
export function KindChoice({ form, onChange }: Props) {
  const t = useTexts();
  return (
    <fieldset className="export-kinds">
      <legend>{t('clip.what')}</legend>
      {KINDS.map((kind) => (
        <label key={kind} className="export-kind">
          <input
            type="radio"
            name="kind"
            value={kind}
            checked={form.kind === kind}
            aria-labelledby={`clip-${kind}`}
            aria-describedby={`clip-${kind}-about`}
            onChange={() => onChange({ ...form, kind })}
          />
          <span>
            <strong id={`clip-${kind}`}>{t(`clip.kind.${kind}`)}</strong>
            <span id={`clip-${kind}-about`} className="export-about">
              {t(`clip.kind.${kind}.about`)}
            </span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
