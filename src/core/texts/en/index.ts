import { ACTIONS_TEXTS } from './actions';
import { ALARMS_TEXTS } from './alarms';
import { ALLOWED_TEXTS } from './allowed';
import { CAMERAS_TEXTS } from './cameras';
import { CLIPS_TEXTS } from './clips';
import { COMMANDS_TEXTS } from './commands';
import { CONNECT_TEXTS } from './connect';
import { DIALECTS_TEXTS } from './dialects';
import { DIALOGS_TEXTS } from './dialogs';
import { ELECTRON_TEXTS } from './electron';
import { EXPORTS_TEXTS } from './exports';
import { FILMS_TEXTS } from './films';
import { GENERAL_TEXTS } from './general';
import { HOST_TEXTS } from './host';
import { HTTP_TEXTS } from './http';
import { INSPECTION_TEXTS } from './inspection';
import { INSTRUMENTS_TEXTS } from './instruments';
import { LIBRARY_TEXTS } from './library';
import { PAGE_TEXTS } from './page';
import { QUANTITIES_TEXTS } from './quantities';
import { RECORDINGS_TEXTS } from './recordings';
import { SERVING_TEXTS } from './serving';
import { SETTINGS_TEXTS } from './settings';
import { SHARE_TEXTS } from './share';
import { SIMULATORS_TEXTS } from './simulators';
import { SOURCES_TEXTS } from './sources';
import { STATION_TEXTS } from './station';
import { STATISTICS_TEXTS } from './statistics';
import { STATUS_TEXTS } from './status';
import { TERMINAL_TEXTS } from './terminal';
import { TIMELINE_TEXTS } from './timeline';
import { VEHICLES_TEXTS } from './vehicles';
import { WAIT_REASONS_TEXTS } from './wait-reasons';

/** English, by which the other languages are measured: its ids are all ids, its patterns say the parameters. */
export const EN = {
  ...GENERAL_TEXTS,
  ...STATUS_TEXTS,
  ...DIALOGS_TEXTS,
  ...PAGE_TEXTS,
  ...CONNECT_TEXTS,
  ...CAMERAS_TEXTS,
  ...SOURCES_TEXTS,
  ...CLIPS_TEXTS,
  ...LIBRARY_TEXTS,
  ...SERVING_TEXTS,
  ...SHARE_TEXTS,
  ...VEHICLES_TEXTS,
  ...TIMELINE_TEXTS,
  ...STATISTICS_TEXTS,
  ...WAIT_REASONS_TEXTS,
  ...ACTIONS_TEXTS,
  ...TERMINAL_TEXTS,
  ...HTTP_TEXTS,
  ...HOST_TEXTS,
  ...ELECTRON_TEXTS,
  ...INSTRUMENTS_TEXTS,
  ...INSPECTION_TEXTS,
  ...QUANTITIES_TEXTS,
  ...ALARMS_TEXTS,
  ...EXPORTS_TEXTS,
  ...DIALECTS_TEXTS,
  ...SETTINGS_TEXTS,
  ...ALLOWED_TEXTS,
  ...COMMANDS_TEXTS,
  ...SIMULATORS_TEXTS,
  ...SOURCES_TEXTS,
  ...STATION_TEXTS,
  ...FILMS_TEXTS,
  ...RECORDINGS_TEXTS,
} as const;
