import { type FormEvent, useState } from 'react';
import { Button, Form, Input, Label, TextField } from 'react-aria-components';
import {
  type AcceptedId,
  isSourceScheme,
  SOURCE_SCHEMES,
  SOURCES,
  type SourceId,
  type SourceScheme,
} from '#core/settings/source-table';
import { parseSourceUrl } from '#core/settings/source-url';
import { type Text, text } from '#core/texts/text';
import { DialogButtons } from '../../ui/DialogFrame';
import { FieldNote } from '../../ui/FieldNote';
import { SelectField } from '../../ui/SelectField';
import { useTexts } from '../../ui/use-texts';
import { AddPhone } from './AddPhone';
import { fieldsOf, type SourceField, urlOf } from './source-form';

/** Not a kind: the whole URL, as the command line takes it. */
const BY_URL = 'url';

type Kind = SourceId | typeof BY_URL;
const KINDS: readonly (readonly [Kind, label: Text])[] = [
  ...(Object.keys(SOURCES) as SourceId[]).map((id) => [id, text(SOURCES[id].title)] as const),
  [BY_URL, text('cameras.byUrl')],
];

interface Props {
  readonly onAdd: (url: string) => void;
  readonly onCancel: () => void;
}

/** Asks for a camera of any kind that the station knows, and explains each. */
export function AddCamera({ onAdd, onCancel }: Props) {
  const t = useTexts();
  const [kind, setKind] = useState<Kind>('pi');
  return (
    <>
      <SelectField
        label={t('cameras.kind')}
        value={kind}
        choices={KINDS.map(([value, label]) => [value, t(label)])}
        onChange={(value) => setKind(KINDS.find(([known]) => known === value)?.[0] ?? 'pi')}
      />
      {kind === BY_URL || isSourceScheme(kind) ? (
        <AddSource key={kind} kind={kind} onAdd={onAdd} onCancel={onCancel} />
      ) : (
        <AwaitSource id={kind} onCancel={onCancel} />
      )}
    </>
  );
}

/** A camera that comes to the station by itself: what has to be done for it. */
function AwaitSource({ id, onCancel }: { readonly id: AcceptedId; readonly onCancel: () => void }) {
  const t = useTexts();
  return (
    <>
      <p className="dialog-text">{t(SOURCES[id].about)}</p>
      {id === 'remote-camera' ? <AddPhone onCancel={onCancel} /> : <DialogButtons onClose={onCancel} />}
    </>
  );
}

/** A camera that the station fetches from an address. */
function AddSource({ kind, onAdd, onCancel }: Props & { readonly kind: SourceScheme | typeof BY_URL }) {
  const t = useTexts();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const written = (key: string) => String(data.get(key) ?? '');
    const url = kind === BY_URL ? written('url').trim() : urlOf(kind, written, data.has('lazy'));
    if (parseSourceUrl(url).ok) onAdd(url);
  };
  return (
    <Form className="form" onSubmit={submit}>
      <p className="dialog-text">{t(kind === BY_URL ? 'cameras.byUrl.about' : SOURCES[kind].about)}</p>
      {kind === BY_URL ? <UrlField /> : <SchemeFields scheme={kind} />}
      <div className="buttons">
        <Button className="button" onPress={onCancel}>
          {t('dialog.cancel')}
        </Button>
        <Button className="button button-primary" type="submit">
          {t('cameras.add')}
        </Button>
      </div>
    </Form>
  );
}

function SchemeFields({ scheme }: { readonly scheme: SourceScheme }) {
  const t = useTexts();
  return (
    <>
      <div className="camera-fields">
        {fieldsOf(scheme).map((field, at) =>
          field.choices ? (
            <ChoiceField key={field.key} field={field} choices={field.choices} />
          ) : (
            <TextualField key={field.key} field={field} isFirst={at === 0} />
          ),
        )}
      </div>
      <label className="check">
        <input type="checkbox" name="lazy" />
        <span>{t('cameras.lazy')}</span>
      </label>
    </>
  );
}

function TextualField({ field, isFirst }: { readonly field: SourceField; readonly isFirst: boolean }) {
  const t = useTexts();
  const { key, label, initial, isRequired, hint, isSecret, wrong } = field;
  return (
    <TextField
      className={`react-aria-TextField camera-field-${key.split(' ')[0]}`}
      name={key}
      isRequired={isRequired}
      autoFocus={isFirst}
      defaultValue={initial}
      type={isSecret ? 'password' : 'text'}
      validate={(written) => {
        const what = wrong(written.trim());
        return what ? t(what) : null;
      }}
    >
      <Label>{t(label)}</Label>
      <Input spellCheck="false" autoComplete={isSecret ? 'new-password' : 'off'} />
      <FieldNote>{hint ? t(hint) : ''}</FieldNote>
    </TextField>
  );
}

function ChoiceField({ field, choices }: { readonly field: SourceField; readonly choices: readonly string[] }) {
  const t = useTexts();
  const [value, setValue] = useState(field.initial);
  const all = field.isRequired ? choices : ['', ...choices];
  return (
    <div>
      <SelectField
        label={t(field.label)}
        value={value}
        choices={all.map((choice) => [choice, choice === '' ? t('cameras.asItIs') : choice])}
        onChange={setValue}
      />
      <input type="hidden" name={field.key} value={value} />
    </div>
  );
}

function UrlField() {
  const t = useTexts();
  return (
    <TextField
      name="url"
      isRequired
      autoFocus
      validate={(text) => {
        const read = parseSourceUrl(text.trim());
        return read.ok ? null : `${t(read.message)}.`;
      }}
    >
      <Label>{t('cameras.url')}</Label>
      <Input spellCheck="false" autoComplete="off" placeholder={SOURCES.pi.example} />
      <FieldNote>
        {t('cameras.urlHint', { schemes: SOURCE_SCHEMES.map((scheme) => `${scheme}://`).join(', ') })}
      </FieldNote>
    </TextField>
  );
}
