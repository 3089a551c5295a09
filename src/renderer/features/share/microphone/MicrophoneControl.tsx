import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { type Text, text } from '#core/texts/text';
import { ProblemNote } from '../../../ui/ProblemNote';
import { useTexts } from '../../../ui/use-texts';
import type { MicrophoneShare } from './microphone-share';

const METER_MS = 100;

/** Switches the microphone of what is shared on and off. It is off until a person presses here, and shown while it is not. */
export function MicrophoneControl({ microphone }: { readonly microphone: MicrophoneShare }) {
  const t = useTexts();
  const state = useStore(microphone.store);
  return (
    <fieldset className="microphone" data-state={state.state}>
      <legend>{t('microphone.title')}</legend>
      <p role="status">
        {state.state === 'on' && <span className="microphone-mark" data-muted={state.isMuted} aria-hidden="true" />}
        {t(wordsOf(state))}
      </p>
      <div className="microphone-buttons">
        {state.state === 'on' ? (
          <>
            <button
              className="button"
              type="button"
              aria-pressed={state.isMuted}
              onClick={() => microphone.setMuted(!state.isMuted)}
            >
              {state.isMuted ? t('dialog.unmute') : t('dialog.mute')}
            </button>
            <button className="button" type="button" onClick={() => microphone.off()}>
              {t('microphone.switchOff')}
            </button>
            <Meter microphone={microphone} />
          </>
        ) : (
          <button
            className="button"
            type="button"
            disabled={state.state === 'asking'}
            onClick={() => void microphone.on()}
          >
            {t('microphone.switchOn')}
          </button>
        )}
      </div>
      {state.state === 'off' && state.problem && <ProblemNote problem={state.problem} />}
    </fieldset>
  );
}

function wordsOf(state: ReturnType<MicrophoneShare['store']['getState']>): Text {
  switch (state.state) {
    case 'off':
      return text('microphone.off');
    case 'asking':
      return text('microphone.asking');
    case 'on':
      return state.isMuted ? text('microphone.muted') : text('microphone.on');
  }
}

/** How loud it is: drawn ten times a second, outside of React. */
function Meter({ microphone }: { readonly microphone: MicrophoneShare }) {
  const t = useTexts();
  const element = useRef<HTMLMeterElement>(null);
  useEffect(() => {
    const timer = setInterval(() => {
      if (element.current) element.current.value = microphone.level;
    }, METER_MS);
    return () => clearInterval(timer);
  }, [microphone]);
  return <meter ref={element} className="microphone-meter" min={0} max={1} aria-label={t('microphone.level')} />;
}
