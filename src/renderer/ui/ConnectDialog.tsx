import { type FormEvent, useRef, useState } from 'react';
import { Button, FieldError, Form, Input, Label, Text, TextField } from 'react-aria-components';
import { hostKind } from '#core/settings/host';
import { VIEW_FLAGS } from '#core/settings/view-flags';
import { DialogButtons, DialogFrame } from './DialogFrame';
import { rememberedVehicle, rememberVehicle } from './remembered-vehicle';
import { useStatus } from './use-status';
import { useViewer, useViewerState } from './viewer-context';

/** Asks which vehicle to show: at the first start, and whenever a person wants another. */
export function ConnectDialog() {
  const { viewer } = useViewer();
  const { kind } = useStatus();
  const panel = useViewerState((state) => state.panel);
  const [dismissed, setDismissed] = useState(false);
  // A source that rests until somebody watches is a vehicle all the same.
  const hasStream = useViewerState((state) => state.stream !== undefined);
  const open = panel === 'connect' || (panel === 'none' && kind === 'noVehicle' && !hasStream && !dismissed);
  const close = () => {
    setDismissed(true);
    viewer.store.setState({ panel: 'none' });
  };
  return (
    <DialogFrame title="Connect to a vehicle" isOpen={open} onClose={close}>
      <ConnectForm onClose={close} />
    </DialogFrame>
  );
}

function ConnectForm({ onClose }: { readonly onClose: () => void }) {
  const { viewer } = useViewer();
  const shown = useViewerState((state) => state.stream?.vehicle);
  const start = shown ?? rememberedVehicle();
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
    rememberVehicle(vehicle);
    if (adds.current) viewer.add(vehicle);
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
        autoFocus
        defaultValue={start?.host ?? ''}
        validate={(value) => (hostKind.fromText(value.trim()) === undefined ? `Give ${hostKind.allowed}.` : null)}
      >
        <Label>Address of the Raspberry Pi</Label>
        <Input placeholder="192.168.1.100" spellCheck="false" autoComplete="off" />
        <Text slot="description">A host name or an IP address.</Text>
        <FieldError />
      </TextField>
      <div className="form-row">
        <PortField name="videoPort" label="Video port" value={start?.videoPort ?? VIEW_FLAGS.videoPort.fallback} />
        <PortField
          name="telemetryPort"
          label="Telemetry port"
          value={start?.telemetryPort ?? VIEW_FLAGS.telemetryPort.fallback}
        />
      </div>
      {start === undefined && (
        <p className="form-hint">
          No vehicle at hand? <code>groundglass demo</code> shows a simulated one.
        </p>
      )}
      <p className="form-hint">
        Another kind of camera, or a list of all?{' '}
        <Button className="link-button" onPress={() => viewer.store.setState({ panel: 'cameras' })}>
          Cameras…
        </Button>
      </p>
      <DialogButtons onClose={onClose} close="Cancel">
        <Button className="button" onPress={addToWall}>
          Add to the wall
        </Button>
        <Button className="button button-primary" type="submit">
          Connect
        </Button>
      </DialogButtons>
    </Form>
  );
}

function PortField({ name, label, value }: { readonly name: string; readonly label: string; readonly value: number }) {
  const { kind } = VIEW_FLAGS.videoPort;
  return (
    <TextField
      name={name}
      isRequired
      defaultValue={String(value)}
      validate={(text) => (kind.fromText(text) === undefined ? `Give ${kind.allowed}.` : null)}
    >
      <Label>{label}</Label>
      <Input inputMode="numeric" autoComplete="off" />
      <FieldError />
    </TextField>
  );
}
