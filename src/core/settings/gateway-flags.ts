import { flagsOf, SETTINGS } from './settings';

/** The settings of `groundglass gateway`, by their names in a settings file, which it shares with the viewer. */
export const GATEWAY_FLAGS = flagsOf(SETTINGS, 'gateway');
