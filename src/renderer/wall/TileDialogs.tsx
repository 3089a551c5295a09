import type { FormEvent } from 'react';
import { Button, FieldError, Form, Input, Label, TextField } from 'react-aria-components';
import { isStreamName } from '#core/settings/source-url';
import { DialogButtons, DialogFrame } from '../ui/DialogFrame';

interface Props {
  readonly name: string;
  readonly onClose: () => void;
}

/** Asks what a stream is to be called. */
export function RenameDialog({ name, onClose, onRename }: Props & { readonly onRename: (name: string) => void }) {
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    onRename(String(new FormData(event.currentTarget).get('name')).trim());
    onClose();
  };
  return (
    <DialogFrame title={`Rename ${name}`} onClose={onClose}>
      <Form className="form" onSubmit={submit}>
        <TextField
          name="name"
          autoFocus
          defaultValue={name}
          validate={(text) => (isStreamName(text) ? null : 'Give 1 to 100 characters.')}
        >
          <Label>Name</Label>
          <Input autoComplete="off" />
          <FieldError />
        </TextField>
        <DialogButtons onClose={onClose} close="Cancel">
          <Button className="button button-primary" type="submit">
            Rename
          </Button>
        </DialogButtons>
      </Form>
    </DialogFrame>
  );
}

/** Asks once more: the station lets go of the stream for every viewer. */
export function RemoveDialog({ name, onClose, onRemove }: Props & { readonly onRemove: () => void }) {
  const remove = () => {
    onRemove();
    onClose();
  };
  return (
    <DialogFrame title={`Remove ${name}?`} onClose={onClose}>
      <p className="dialog-text">It ends for everybody who watches it. You can add it again by its address.</p>
      <DialogButtons onClose={onClose} close="Cancel">
        <Button className="button button-primary" autoFocus onPress={remove}>
          Remove
        </Button>
      </DialogButtons>
    </DialogFrame>
  );
}
