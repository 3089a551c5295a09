import path from 'node:path';
import type { ViewSettings } from '#core/settings/command';
import type { PlayedFiles } from '#core/settings/play-command';
import type { SERVICE_FLAGS } from '#core/settings/service-flags';
import { english } from '#core/texts/english';
import { PLAYING } from '#station/services/playing/playing';
import { RECENT } from '#station/services/recent/recent';
import { SERVICES } from '#station/services/table';
import { openVehicleChoices } from '#station/sources/mavlink/vehicle-choices';
import { openSavedSources } from '#station/sources/saved-sources';
import { Station } from '#station/station';
import { addSources } from './add-sources';
import { demoOnDemand } from './demo-vehicle';
import { readVersion, settingsFolder } from './environment';
import { mavlinkSettings } from './mavlink-settings';
import { openLog } from './open-log';
import { printLine, printProblem } from './terminal';

/** What of the settings a station is made of. */
export type StationSettings = Pick<
  ViewSettings,
  | 'logLevel'
  | 'logFile'
  | 'showDamaged'
  | 'ffmpeg'
  | 'host'
  | 'videoPort'
  | 'telemetryPort'
  | 'sources'
  | 'telemetry'
  | 'mavlinkKey'
  | 'mavlinkForward'
  | 'silent'
  | 'units'
  | 'play'
  | keyof typeof SERVICE_FLAGS
>;

/**
 * A station that fetches what the settings name, and logs to standard error. The vehicle comes first, so that a viewer
 * that was told nothing else shows it.
 *
 * @param resumes where the settings name nothing, it shows what was shown when it ended
 * @param keeps it also fetches what a person added at other times, and keeps what one adds now
 */
export function openStation(settings: StationSettings, keeps: boolean, resumes = false): Station {
  const log = openLog(settings);
  const station = new Station({
    log,
    version: readVersion(),
    showDamaged: settings.showDamaged,
    units: settings.units,
    ffmpeg: settings.ffmpeg,
    mavlink: mavlinkSettings(settings),
    services: SERVICES,
    folder: settingsFolder(),
    demo: demoOnDemand(),
    say: printLine,
    ...(keeps && {
      saved: openSavedSources(path.join(settingsFolder(), 'sources.json'), log),
      choices: openVehicleChoices(path.join(settingsFolder(), 'vehicles.json'), log),
    }),
  });
  station.start(settings);
  addSources(station, settings);
  for (const file of settings.play?.files ?? []) void playForAll(station, file, settings.play);
  station.sources.addSaved();
  if (resumes) resume(station, settings);
  return station;
}

/** A vehicle of the command line, a source, a file or a camera that is kept wins over what was shown the last time. */
function resume(station: Station, { host, sources, telemetry, play }: StationSettings): void {
  const isNamed = host !== undefined || telemetry !== undefined || sources.length > 0 || play !== undefined;
  const last = station.get(RECENT)?.resumed;
  if (last && !isNamed && station.hub.list().length === 0) station.vehicle.add(last);
}

async function playForAll(station: Station, file: string, how: PlayedFiles | undefined): Promise<void> {
  const { fps, tlog, tlogOffset = 0 } = how ?? {};
  const opened = await station.get(PLAYING)?.openForAll(file, { fps, tlog, tlogOffsetUs: tlogOffset * 1e6 });
  if (opened && !opened.ok) station.log.error(english(opened.message));
}

/**
 * Opens the ports of the station's services. Where one of them cannot be had, it says so in a line on standard error and
 * ends them all.
 *
 * @returns whether all have theirs
 */
export async function listenOrTell(station: Station): Promise<boolean> {
  const failures = await station.listen();
  for (const failure of failures) printProblem(failure);
  if (failures.length > 0) await station.closeListeners();
  return failures.length === 0;
}
