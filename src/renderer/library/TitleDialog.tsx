import type { FormEvent } from 'react';
import { Button, FieldError, Form, Input, Label, TextField } from 'react-aria-components';
import { DialogButtons, DialogFrame } from '../ui/DialogFrame';

interface Props {
  readonly name: string;
  readonly onClose: () => void;
  readonly onRename: (title: string) => void;
}

/** Asks what a recording is to be called. */
export function TitleDialog({ name, onClose, onRename }: Props) {
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    onRename(String(new FormData(event.currentTarget).get('title')).trim());
    onClose();
  };
  return (
    <DialogFrame title="Rename the recording" onClose={onClose}>
      <Form className="form" onSubmit={submit}>
        <TextField
          name="title"
          autoFocus
          defaultValue={name}
          maxLength={200}
          validate={(text) => (text.trim() === '' ? 'Give 1 to 200 characters.' : null)}
        >
          <Label>Name</Label>
          <Input autoComplete="off" onFocus={(event) => event.currentTarget.select()} />
          <FieldError />
        </TextField>
        <p className="form-hint">Its file keeps its name.</p>
        <DialogButtons onClose={onClose} close="Cancel">
          <Button className="button button-primary" type="submit">
            Rename
          </Button>
        </DialogButtons>
      </Form>
    </DialogFrame>
  );
}
