import { useState } from 'react';
import { Button, FieldError, Form, Input, Label, TextField } from 'react-aria-components';
import { useStore } from 'zustand';
import { isStreamName } from '#core/settings/source-url';
import { DialogButtons, PanelDialog } from '../ui/DialogFrame';
import { useViewer, useViewerState } from '../ui/viewer-context';
import { MicrophoneControl } from './microphone/MicrophoneControl';
import { Preview } from './Preview';
import { ProblemNote } from './ProblemNote';
import { ShareFields } from './ShareFields';
import { ShareStatus } from './ShareStatus';
import { rememberedOptions, rememberOptions, type ShareOptions, USUAL_OPTIONS } from './share-options';
import { whyNotHere } from './share-problem';
import { useCameras } from './use-cameras';

/** Shares a camera or a screen of this machine with everybody who watches the station. Closed, it goes on. */
export function ShareDialog() {
  return (
    <PanelDialog panel="share" title="Share a camera" className="modal-wide">
      {(close) => <ShareForm onClose={close} />}
    </PanelDialog>
  );
}

function ShareForm({ onClose }: { readonly onClose: () => void }) {
  const { share, viewer } = useViewer();
  const isOwnWindow = useViewerState(({ serving }) => serving !== undefined);
  const state = useStore(share.store);
  const isOn = state.state === 'on';
  const [options, setOptions] = useState<ShareOptions>(() =>
    state.state === 'on' ? state.options : { ...rememberedOptions(USUAL_OPTIONS, 'viewer'), device: '' },
  );
  const cameras = useCameras(isOn);
  const notHere = whyNotHere();
  const start = (next: ShareOptions) => {
    rememberOptions(next, 'viewer');
    void share.start(next);
  };
  const change = (next: ShareOptions) => {
    setOptions(next);
    if (isOn) start(next);
  };
  if (notHere) {
    return (
      <>
        <ProblemNote problem={notHere} />
        <DialogButtons onClose={onClose} />
      </>
    );
  }
  return (
    <Form
      className="form share-form"
      onSubmit={(event) => {
        event.preventDefault();
        start(options);
      }}
    >
      <Preview track={isOn ? state.track : undefined} hint="The preview is shown here. Nothing is shared yet." />
      <ShareStatus state={state} />
      <TextField
        name="name"
        value={options.name}
        isReadOnly={isOn}
        onChange={(name) => setOptions({ ...options, name })}
        validate={(name) => (isStreamName(name) ? null : 'Give 1 to 100 characters.')}
      >
        <Label>Name for the others</Label>
        <Input autoComplete="off" />
        <FieldError />
      </TextField>
      <ShareFields options={options} onChange={change} cameras={cameras} isPhone={false} />
      {isOn && <MicrophoneControl microphone={share.microphone} />}
      {isOwnWindow && (
        <p className="form-hint">
          Is the camera in a phone?{' '}
          <Button className="link-button" onPress={() => viewer.store.setState({ panel: 'gateway' })}>
            Make a link for it…
          </Button>
        </p>
      )}
      <DialogButtons onClose={onClose}>
        {state.state === 'off' ? (
          <Button className="button button-primary" type="submit">
            Start sharing
          </Button>
        ) : (
          <Button className="button button-primary" onPress={() => share.stop()}>
            Stop sharing
          </Button>
        )}
      </DialogButtons>
    </Form>
  );
}
