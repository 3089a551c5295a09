import { EN } from './en';
import type { Language } from './language';
import { createSpeaker } from './speaker';

export const ENGLISH: Language = { tag: 'en', direction: 'ltr', texts: EN };

/** Says a message in English: what programs are told over HTTP, and what the command line says. */
export const english = createSpeaker(ENGLISH);
