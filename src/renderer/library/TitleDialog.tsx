import type { FormEvent } from 'react';
import {
  Button,
  Dialog,
  FieldError,
  Form,
  Heading,
  Input,
  Label,
  Modal,
  ModalOverlay,
  TextField,
} from 'react-aria-components';

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
    <ModalOverlay className="backdrop" isOpen onOpenChange={(isOpen) => !isOpen && onClose()} isDismissable>
      <Modal className="modal">
        <Dialog className="dialog">
          <Heading slot="title">Rename the recording</Heading>
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
            <div className="buttons">
              <Button className="button" onPress={onClose}>
                Cancel
              </Button>
              <Button className="button button-primary" type="submit">
                Rename
              </Button>
            </div>
          </Form>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
