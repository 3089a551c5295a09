import type { FormEvent } from 'react';
import { Button, FieldError, Form, Input, Label, TextField } from 'react-aria-components';
import { DialogButtons, DialogFrame } from './DialogFrame';
import { useTexts } from './use-texts';

interface Props {
  readonly title: string;
  /** What it is called so far. */
  readonly name: string;
  readonly maxLength?: number;
  /** What is wrong with a name; `null` where nothing is. */
  readonly validate: (name: string) => string | null;
  /** Behind the field. */
  readonly hint?: string;
  readonly onClose: () => void;
  /** @param name without blanks at its ends */
  readonly onRename: (name: string) => void;
}

/** Asks what something is to be called. */
export function NameDialog({ title, name, maxLength, validate, hint, onClose, onRename }: Props) {
  const t = useTexts();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    onRename(String(new FormData(event.currentTarget).get('name')).trim());
    onClose();
  };
  return (
    <DialogFrame title={title} onClose={onClose}>
      <Form className="form" onSubmit={submit}>
        <TextField
          name="name"
          autoFocus
          defaultValue={name}
          {...(maxLength !== undefined && { maxLength })}
          validate={validate}
        >
          <Label>{t('dialog.name')}</Label>
          <Input autoComplete="off" onFocus={(event) => event.currentTarget.select()} />
          <FieldError />
        </TextField>
        {hint !== undefined && <p className="form-hint">{hint}</p>}
        <DialogButtons onClose={onClose} close="cancel">
          <Button className="button button-primary" type="submit">
            {t('dialog.rename')}
          </Button>
        </DialogButtons>
      </Form>
    </DialogFrame>
  );
}
