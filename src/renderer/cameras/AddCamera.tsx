import { type FormEvent, useState } from 'react';
import { Button, Form, Input, Label, TextField } from 'react-aria-components';
import { SOURCE_SCHEMES, type SourceScheme } from '#core/settings/source-schemes';
import { parseSourceUrl } from '#core/settings/source-url';
import { SelectField } from '../share/SelectField';
import { FieldNote } from '../ui/FieldNote';
import { AddPhone } from './AddPhone';
import { fieldsOf, type SourceField, schemeOf, urlOf } from './source-form';

const SCHEMES = Object.keys(SOURCE_SCHEMES) as SourceScheme[];
/** Not a kind: the whole URL, as the command line takes it. */
const BY_URL = 'url';
/** No address of its own: it comes to the station. */
const PHONE = 'phone';

type Kind = SourceScheme | typeof BY_URL | typeof PHONE;
const KINDS: readonly (readonly [Kind, label: string])[] = [
  ...SCHEMES.map((scheme) => [scheme, titleOf(scheme)] as const),
  [PHONE, 'Phone'],
  [BY_URL, 'Any, by its whole URL'],
];

interface Props {
  readonly onAdd: (url: string) => void;
  readonly onCancel: () => void;
}

/** Asks for a camera of any kind that the station knows, and explains each. */
export function AddCamera({ onAdd, onCancel }: Props) {
  const [kind, setKind] = useState<Kind>('pi');
  return (
    <>
      <SelectField
        label="Kind of camera"
        value={kind}
        choices={KINDS}
        onChange={(value) => setKind(KINDS.find(([known]) => known === value)?.[0] ?? 'pi')}
      />
      {kind === PHONE ? (
        <AddPhone onCancel={onCancel} />
      ) : (
        <AddSource key={kind} kind={kind} onAdd={onAdd} onCancel={onCancel} />
      )}
    </>
  );
}

/** A camera that the station fetches from an address. */
function AddSource({ kind, onAdd, onCancel }: Props & { readonly kind: Exclude<Kind, typeof PHONE> }) {
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const text = (key: string) => String(data.get(key) ?? '');
    const url = kind === BY_URL ? text('url').trim() : urlOf(kind, text, data.has('lazy'));
    if (parseSourceUrl(url).ok) onAdd(url);
  };
  return (
    <Form className="form" onSubmit={submit}>
      <p className="dialog-text">
        {kind === BY_URL ? 'As the command line’s --source takes it.' : schemeOf(kind).about}
      </p>
      {kind === BY_URL ? <UrlField /> : <SchemeFields scheme={kind} />}
      <div className="buttons">
        <Button className="button" onPress={onCancel}>
          Cancel
        </Button>
        <Button className="button button-primary" type="submit">
          Add
        </Button>
      </div>
    </Form>
  );
}

function titleOf(scheme: SourceScheme): string {
  return schemeOf(scheme).title ?? `${scheme}://`;
}

function SchemeFields({ scheme }: { readonly scheme: SourceScheme }) {
  return (
    <>
      <div className="camera-fields">
        {fieldsOf(scheme).map((field) =>
          field.choices ? (
            <ChoiceField key={field.key} field={field} choices={field.choices} />
          ) : (
            <TextualField key={field.key} field={field} />
          ),
        )}
      </div>
      <label className="check">
        <input type="checkbox" name="lazy" />
        <span>Fetch it only while somebody watches</span>
      </label>
    </>
  );
}

function TextualField({ field }: { readonly field: SourceField }) {
  const { key, label, initial, isRequired, hint, wrong } = field;
  return (
    <TextField
      className={`react-aria-TextField camera-field-${key.split(' ')[0]}`}
      name={key}
      isRequired={isRequired}
      autoFocus={key === 'host'}
      defaultValue={initial}
      validate={(text) => wrong(text.trim()) ?? null}
    >
      <Label>{label}</Label>
      <Input spellCheck="false" autoComplete="off" />
      <FieldNote>{hint ?? ''}</FieldNote>
    </TextField>
  );
}

function ChoiceField({ field, choices }: { readonly field: SourceField; readonly choices: readonly string[] }) {
  const [value, setValue] = useState(field.initial);
  const all = field.isRequired ? choices : ['', ...choices];
  return (
    <div>
      <SelectField
        label={field.label}
        value={value}
        choices={all.map((choice) => [choice, choice === '' ? 'As the camera has it' : choice])}
        onChange={setValue}
      />
      <input type="hidden" name={field.key} value={value} />
    </div>
  );
}

function UrlField() {
  return (
    <TextField
      name="url"
      isRequired
      autoFocus
      validate={(text) => {
        const read = parseSourceUrl(text.trim());
        return read.ok ? null : `${read.message}.`;
      }}
    >
      <Label>URL</Label>
      <Input spellCheck="false" autoComplete="off" placeholder={schemeOf('pi').example} />
      <FieldNote>{`One of ${SCHEMES.map((scheme) => `${scheme}://`).join(', ')}`}</FieldNote>
    </TextField>
  );
}
