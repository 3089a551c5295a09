interface Props {
  readonly label: string;
  readonly value: string;
  readonly choices: readonly (readonly [value: string, label: string])[];
  readonly onChange: (value: string) => void;
  readonly isDisabled?: boolean;
  /** It has the focus when it comes. */
  readonly autoFocus?: boolean;
}

/** One of several. The platform's own list: a phone shows it as phones do. */
export function SelectField({ label, value, choices, onChange, isDisabled = false, autoFocus = false }: Props) {
  return (
    <label className="select-field">
      <span>{label}</span>
      <select
        // biome-ignore lint/a11y/noAutofocus: a dialog that opens has the focus in it
        autoFocus={autoFocus}
        value={value}
        disabled={isDisabled}
        onChange={(event) => onChange(event.target.value)}
      >
        {choices.map(([choice, text]) => (
          <option key={choice} value={choice}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}
