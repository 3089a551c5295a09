import { type FormEvent, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { isStreamName } from '#core/settings/source-url';
import type { CameraShare } from '../share/camera-share';
import { MicrophoneControl } from '../share/microphone/MicrophoneControl';
import { Preview } from '../share/Preview';
import { ProblemNote } from '../share/ProblemNote';
import { ShareFields } from '../share/ShareFields';
import { ShareStatus } from '../share/ShareStatus';
import { rememberedOptions, rememberOptions, type ShareOptions, USUAL_OPTIONS } from '../share/share-options';
import { whyNotHere } from '../share/share-problem';
import { keepAwake } from './keep-awake';
import { Torch } from './Torch';

const PLACE = 'phone';
const PHONE: ShareOptions = { ...USUAL_OPTIONS, name: 'Phone', facing: 'environment', size: 'large' };
/** One camera of a phone, whatever was shared from its viewer. */
const OF_PHONE = { from: 'camera', device: '' } as const;

/** The page that makes a phone a camera of the station: no more than it needs, in the phone's own controls. */
export function PhonePage({ share }: { readonly share: CameraShare }) {
  const state = useStore(share.store);
  const isOn = state.state === 'on';
  const [options, setOptions] = useState<ShareOptions>(() => ({ ...rememberedOptions(PHONE, PLACE), ...OF_PHONE }));
  useEffect(() => (isOn ? keepAwake() : undefined), [isOn]);
  const notHere = whyNotHere();
  const start = (next: ShareOptions) => {
    rememberOptions(next, PLACE);
    void share.start(next);
  };
  const change = (next: ShareOptions) => {
    setOptions(next);
    if (isOn) start(next);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    start({ ...options, name: isStreamName(options.name) ? options.name.trim() : PHONE.name });
  };
  return (
    <main className="phone">
      <h1>Use this phone as a camera</h1>
      {notHere ? (
        <ProblemNote problem={notHere} />
      ) : (
        <form className="form phone-form" onSubmit={submit}>
          <Preview track={isOn ? state.track : undefined} hint="Nothing is shared yet." />
          <ShareStatus state={state} />
          <div className="phone-buttons">
            {state.state === 'off' ? (
              <button className="button button-primary" type="submit">
                Start sharing
              </button>
            ) : (
              <button className="button button-primary" type="button" onClick={() => share.stop()}>
                Stop sharing
              </button>
            )}
            {isOn && <Torch track={state.track} />}
          </div>
          {isOn && <MicrophoneControl microphone={share.microphone} />}
          <label className="text-field">
            <span>Name for the others</span>
            <input
              value={options.name}
              readOnly={isOn}
              maxLength={100}
              autoComplete="off"
              onChange={(event) => setOptions({ ...options, name: event.target.value })}
            />
          </label>
          <ShareFields options={options} onChange={change} cameras={[]} isPhone />
          <p className="form-hint">Keep this page open and in front: a phone stops its camera when it is hidden.</p>
        </form>
      )}
    </main>
  );
}
