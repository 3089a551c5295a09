import { createContext, useContext } from 'react';
import { english } from '#core/texts/english';
import type { Speaker } from '#core/texts/speaker';

/** The language of the page. */
export const SpeakerContext = createContext<Speaker>(english);

/** Says messages in the language of the page: `t('dialog.close')`, `t(status.message)`. */
export function useTexts(): Speaker {
  return useContext(SpeakerContext);
}
