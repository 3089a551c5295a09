import { type FormEvent, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { PAGE_SETTINGS } from '#core/settings/page-settings';
import { isStreamName } from '#core/settings/source-url';
import type { CameraShare } from '../features/share/camera-share';
import { MicrophoneControl } from '../features/share/microphone/MicrophoneControl';
import { Preview } from '../features/share/Preview';
import { ShareFields } from '../features/share/ShareFields';
import { ShareStatus } from '../features/share/ShareStatus';
import type { ShareOptions } from '../features/share/share-options';
import { whyNotHere } from '../features/share/share-problem';
import { ProblemNote } from '../ui/ProblemNote';
import { remember, remembered } from '../ui/page-memory';
import { useTexts } from '../ui/use-texts';
import { keepAwake } from './keep-awake';
import { Torch } from './Torch';

/** One camera of a phone, whatever was shared from its viewer. */
const OF_PHONE = { from: 'camera', device: '' } as const;

/** The page that makes a phone a camera of the station: no more than it needs, in the phone's own controls. */
export function PhonePage({ share }: { readonly share: CameraShare }) {
  const t = useTexts();
  const state = useStore(share.store);
  const isOn = state.state === 'on';
  const [options, setOptions] = useState<ShareOptions>(() => ({ ...remembered('sharePhone'), ...OF_PHONE }));
  useEffect(() => (isOn ? keepAwake() : undefined), [isOn]);
  const notHere = whyNotHere();
  const start = (next: ShareOptions) => {
    remember('sharePhone', next);
    void share.start(next);
  };
  const change = (next: ShareOptions) => {
    setOptions(next);
    if (isOn) start(next);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    start({
      ...options,
      name: isStreamName(options.name) ? options.name.trim() : PAGE_SETTINGS.sharePhone.default.name,
    });
  };
  return (
    <main className="phone">
      <h1>{t('phone.title')}</h1>
      {notHere ? (
        <ProblemNote problem={notHere} />
      ) : (
        <form className="form phone-form" onSubmit={submit}>
          <Preview track={isOn ? state.track : undefined} hint={t('phone.hint')} />
          <ShareStatus state={state} />
          <div className="phone-buttons">
            {/* Two elements: one that became a submit button under the click that stops would start again. */}
            {state.state === 'off' ? (
              <button key="start" className="button button-primary" type="submit">
                {t('share.start')}
              </button>
            ) : (
              <button key="stop" className="button button-primary" type="button" onClick={() => share.stop()}>
                {t('share.stop')}
              </button>
            )}
            {isOn && <Torch track={state.track} />}
          </div>
          {isOn && <MicrophoneControl microphone={share.microphone} />}
          <label className="text-field">
            <span>{t('dialog.nameForOthers')}</span>
            <input
              value={options.name}
              readOnly={isOn}
              maxLength={100}
              autoComplete="off"
              onChange={(event) => setOptions({ ...options, name: event.target.value })}
            />
          </label>
          <ShareFields options={options} onChange={change} cameras={[]} isPhone />
          <p className="form-hint">{t('phone.keepOpen')}</p>
        </form>
      )}
    </main>
  );
}
