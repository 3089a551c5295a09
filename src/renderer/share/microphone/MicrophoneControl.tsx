import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { ProblemNote } from '../ProblemNote';
import type { MicrophoneShare } from './microphone-share';

const METER_MS = 100;

/** Switches the microphone of what is shared on and off. It is off until a person presses here, and shown while it is not. */
export function MicrophoneControl({ microphone }: { readonly microphone: MicrophoneShare }) {
  const state = useStore(microphone.store);
  return (
    <fieldset className="microphone" data-state={state.state}>
      <legend>Microphone</legend>
      <p role="status">
        {state.state === 'on' && <span className="microphone-mark" data-muted={state.isMuted} aria-hidden="true" />}
        {wordsOf(state)}
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
              {state.isMuted ? 'Unmute' : 'Mute'}
            </button>
            <button className="button" type="button" onClick={() => microphone.off()}>
              Switch off
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
            Switch on
          </button>
        )}
      </div>
      {state.state === 'off' && state.problem && <ProblemNote problem={state.problem} />}
    </fieldset>
  );
}

function wordsOf(state: ReturnType<MicrophoneShare['store']['getState']>): string {
  switch (state.state) {
    case 'off':
      return 'Off. Nobody hears anything.';
    case 'asking':
      return 'Asking for the microphone. The browser may show a question…';
    case 'on':
      return state.isMuted ? 'Muted. Nobody hears anything.' : 'On. Whoever watches may hear it.';
  }
}

/** How loud it is: drawn ten times a second, outside of React. */
function Meter({ microphone }: { readonly microphone: MicrophoneShare }) {
  const element = useRef<HTMLMeterElement>(null);
  useEffect(() => {
    const timer = setInterval(() => {
      if (element.current) element.current.value = microphone.level;
    }, METER_MS);
    return () => clearInterval(timer);
  }, [microphone]);
  return <meter ref={element} className="microphone-meter" min={0} max={1} aria-label="Level of the microphone" />;
}
