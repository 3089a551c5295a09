import { useState } from 'react';
import { Button, FieldError, Form, Input, Label, TextField } from 'react-aria-components';
import { useStore } from 'zustand';
import { isStreamName } from '#core/settings/source-url';
import { servingState } from '../../shared/serving/serving-state';
import { DialogButtons } from '../../ui/DialogFrame';
import { ProblemNote } from '../../ui/ProblemNote';
import { remember, remembered } from '../../ui/page-memory';
import { useTexts } from '../../ui/use-texts';
import { PanelDialog } from '../../viewer/PanelDialog';
import { useFeatureState, useViewer } from '../../viewer/viewer-context';
import { MicrophoneControl } from './microphone/MicrophoneControl';
import { Preview } from './Preview';
import { ShareFields } from './ShareFields';
import { ShareStatus } from './ShareStatus';
import type { ShareOptions } from './share-options';
import { whyNotHere } from './share-problem';
import { cameraShare } from './share-service';
import { useCameras } from './use-cameras';

/** Shares a camera or a screen of this machine with everybody who watches the station. Closed, it goes on. */
export function ShareDialog() {
  const t = useTexts();
  return (
    <PanelDialog panel="share" title={t('share.title')} className="modal-wide">
      {(close) => <ShareForm onClose={close} />}
    </PanelDialog>
  );
}

function ShareForm({ onClose }: { readonly onClose: () => void }) {
  const t = useTexts();
  const viewer = useViewer();
  const share = viewer.get(cameraShare);
  const isOwnWindow = useFeatureState(servingState, ({ serving }) => serving !== undefined);
  const state = useStore(share.store);
  const isOn = state.state === 'on';
  const [options, setOptions] = useState<ShareOptions>(() =>
    state.state === 'on' ? state.options : { ...remembered('shareViewer'), device: '' },
  );
  const cameras = useCameras(isOn);
  const notHere = whyNotHere();
  const start = (next: ShareOptions) => {
    remember('shareViewer', next);
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
      <Preview track={isOn ? state.track : undefined} hint={t('share.hint')} />
      <ShareStatus state={state} />
      <TextField
        name="name"
        value={options.name}
        isReadOnly={isOn}
        onChange={(name) => setOptions({ ...options, name })}
        validate={(name) => (isStreamName(name) ? null : t('dialog.nameWrong'))}
      >
        <Label>{t('dialog.nameForOthers')}</Label>
        <Input autoComplete="off" />
        <FieldError />
      </TextField>
      <ShareFields options={options} onChange={change} cameras={cameras} isPhone={false} />
      {isOn && <MicrophoneControl microphone={share.microphone} />}
      {isOwnWindow && (
        <p className="form-hint">
          {t('share.phone')}{' '}
          <Button className="link-button" onPress={() => viewer.openPanel('gateway')}>
            {t('share.phone.link')}
          </Button>
        </p>
      )}
      <DialogButtons onClose={onClose}>
        {/* Two elements: one that became a submit button under the click that stops would start again. */}
        {state.state === 'off' ? (
          <Button key="start" className="button button-primary" type="submit">
            {t('share.start')}
          </Button>
        ) : (
          <Button key="stop" className="button button-primary" onPress={() => share.stop()}>
            {t('share.stop')}
          </Button>
        )}
      </DialogButtons>
    </Form>
  );
}
