// not shown in this file: a bug report, in English for those who mend
import os from 'node:os';
import { changedSettings, secretsOf } from '#core/diagnostics/changed-settings';
import { lastLines, MAX_REPORT_LENGTH, reportText } from '#core/diagnostics/report';
import { scrub } from '#core/diagnostics/scrub';
import type { StationParts } from '../../extension/station-parts';
import { SOURCE_LIST } from '../../sources/source-list';
import { streamLines } from './stream-lines';
import { systemLines } from './system-lines';

/**
 * The station as a person pastes it into a bug report: system, changed settings, streams, the last lines of the log; with
 * nothing that would let somebody in. @param settings all that the program was given
 */
export function stationReport(station: StationParts, settings: Readonly<Record<string, unknown>>): string {
  const { version, hub, log } = station;
  const secrets = [...secretsOf(settings), ...(station.get(SOURCE_LIST)?.secrets() ?? [])];
  const clean = (lines: readonly string[]) => lines.map((line) => scrub(line, { secrets, home: os.homedir() }));
  const figures = reportText([
    { title: 'station', lines: clean(systemLines(version, station.findFfmpeg())) },
    { title: 'settings', lines: clean(changedSettings(settings)) },
    { title: 'streams', lines: clean(streamLines(hub.list())) },
  ]).slice(0, MAX_REPORT_LENGTH);
  const lines = lastLines(clean(log.recent?.() ?? []), MAX_REPORT_LENGTH - figures.length);
  return lines.length > 0 ? `${figures}\n\n${reportText([{ title: 'log', lines }])}` : figures;
}
