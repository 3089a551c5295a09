import { type FormEvent, type ReactNode, useRef } from 'react';
import { Button, FieldError, Form, Input, Label, Text, TextField } from 'react-aria-components';
import { hostKind } from '#core/settings/host';
import { VIEW_FLAGS } from '#core/settings/view-flags';
import { DialogButtons } from '../../ui/DialogFrame';
import { remember, remembered } from '../../ui/page-memory';
import { useTexts } from '../../ui/use-texts';
import { useViewer, useViewerState } from '../../viewer/viewer-context';
import { urlOfPi } from './pi-url';

interface Props {
  /** Nothing else of the dialog is to be used first. */
  readonly isAlone: boolean;
  readonly onClose: () => void;
  /** Between the fields and the buttons. */
  readonly children: ReactNode;
}

/** Asks for a vehicle's address. */
export function ConnectForm({ isAlone, onClose, children }: Props) {
  const t = useTexts();
  const viewer = useViewer();
  const shown = useViewerState((state) => state.stream?.vehicle);
  const start = shown ?? remembered('vehicle');
  const form = useRef<HTMLFormElement>(null);
  const adds = useRef(false);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const vehicle = {
      host: String(data.get('host')).trim(),
      videoPort: Number(data.get('videoPort')),
      telemetryPort: Number(data.get('telemetryPort')),
    };
    remember('vehicle', vehicle);
    if (adds.current) viewer.addSource(urlOfPi(vehicle));
    else viewer.connect(vehicle);
    onClose();
  };
  // No submit button of its own: Enter in a field presses the first of those, and is to connect.
  const addToWall = () => {
    adds.current = true;
    form.current?.requestSubmit();
    adds.current = false;
  };
  return (
    <Form ref={form} className="form" onSubmit={submit}>
      <TextField
        name="host"
        isRequired
        autoFocus={isAlone}
        defaultValue={start?.host ?? ''}
        validate={(value) =>
          hostKind.fromText(value.trim()) === undefined ? t('dialog.give', { what: hostKind.allowed }) : null
        }
      >
        <Label>{t('connect.address')}</Label>
        <Input placeholder="192.168.1.100" spellCheck="false" autoComplete="off" />
        <Text slot="description">{t('dialog.hostHint')}</Text>
        <FieldError />
      </TextField>
      <div className="form-row">
        <PortField
          name="videoPort"
          label={t('connect.videoPort')}
          value={start?.videoPort ?? VIEW_FLAGS.videoPort.default}
        />
        <PortField
          name="telemetryPort"
          label={t('connect.telemetryPort')}
          value={start?.telemetryPort ?? VIEW_FLAGS.telemetryPort.default}
        />
      </div>
      {children}
      <DialogButtons onClose={onClose} close="cancel">
        <Button className="button" onPress={addToWall}>
          {t('connect.addToWall')}
        </Button>
        <Button className="button button-primary" type="submit">
          {t('connect.submit')}
        </Button>
      </DialogButtons>
    </Form>
  );
}

function PortField({ name, label, value }: { readonly name: string; readonly label: string; readonly value: number }) {
  const t = useTexts();
  const { kind } = VIEW_FLAGS.videoPort;
  return (
    <TextField
      name={name}
      isRequired
      defaultValue={String(value)}
      validate={(text) => (kind.fromText(text) === undefined ? t('dialog.give', { what: kind.allowed }) : null)}
    >
      <Label>{label}</Label>
      <Input inputMode="numeric" autoComplete="off" />
      <FieldError />
    </TextField>
  );
}
