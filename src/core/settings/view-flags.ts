import { flagsOf, SETTINGS } from './settings';

/** The settings of a viewing session, by their names in a settings file. On the command line: kebab-case. */
export const VIEW_FLAGS = flagsOf(SETTINGS, 'view');
