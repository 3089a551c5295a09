import type { ClipForm, ClipKind } from './clip-form';

interface Props {
  readonly form: ClipForm;
  readonly onChange: (form: ClipForm) => void;
}

const KINDS: readonly (readonly [kind: ClipKind, name: string, about: string])[] = [
  ['lossless', 'As it is', 'Nothing is lost, made at once'],
  ['reencode', 'New video', 'Instruments, size and rate as you like'],
  ['gif', 'GIF', 'Short, without sound; moves everywhere'],
  ['webp', 'WebP', 'As a GIF, a fifth of the size'],
];

/** What is to be made. */
export function KindChoice({ form, onChange }: Props) {
  return (
    <fieldset className="export-kinds">
      <legend>What is made</legend>
      {KINDS.map(([kind, name, about]) => (
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
            <strong id={`clip-${kind}`}>{name}</strong>
            <span id={`clip-${kind}-about`} className="export-about">
              {about}
            </span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
