import type { FormEvent, ReactNode } from 'react';
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
import { isStreamName } from '#core/settings/source-url';

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
    <Frame title={`Rename ${name}`} onClose={onClose}>
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
        <Buttons onClose={onClose}>
          <Button className="button button-primary" type="submit">
            Rename
          </Button>
        </Buttons>
      </Form>
    </Frame>
  );
}

/** Asks once more: the station lets go of the stream for every viewer. */
export function RemoveDialog({ name, onClose, onRemove }: Props & { readonly onRemove: () => void }) {
  const remove = () => {
    onRemove();
    onClose();
  };
  return (
    <Frame title={`Remove ${name}?`} onClose={onClose}>
      <p className="dialog-text">It ends for everybody who watches it. You can add it again by its address.</p>
      <Buttons onClose={onClose}>
        <Button className="button button-primary" autoFocus onPress={remove}>
          Remove
        </Button>
      </Buttons>
    </Frame>
  );
}

interface FrameProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

function Frame({ title, onClose, children }: FrameProps) {
  return (
    <ModalOverlay className="backdrop" isOpen onOpenChange={(isOpen) => !isOpen && onClose()} isDismissable>
      <Modal className="modal">
        <Dialog className="dialog">
          <Heading slot="title">{title}</Heading>
          {children}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function Buttons({ onClose, children }: Omit<FrameProps, 'title'>) {
  return (
    <div className="buttons">
      <Button className="button" onPress={onClose}>
        Cancel
      </Button>
      {children}
    </div>
  );
}
