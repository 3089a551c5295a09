// not shown in this file: a bug report, in English for those who mend
import { open } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { changedSettings, secretsOf } from '#core/diagnostics/changed-settings';
import { lastLines, MAX_REPORT_LENGTH, reportText } from '#core/diagnostics/report';
import { scrub } from '#core/diagnostics/scrub';
import type { ViewSettings } from '#core/settings/command';
import { parseSourceUrl, publicSourceUrl, type SourceUrl, sourceSecrets } from '#core/settings/source-url';
import { english } from '#core/texts/english';
import { findFfmpeg } from '#station/find-ffmpeg';
import { systemLines } from '#station/services/diagnostics/system-lines';
import { savedUrlsIn } from '#station/sources/saved-sources';
import { readVersion, settingsFolder, usualLogFile } from './environment';
import { findBrowser } from './shells/find-browser';
import { findElectron } from './shells/find-electron';

/** Of the log file's end, in bytes. */
const LOG_BYTES = 64 * 1024;

/** Prints what belongs into a bug report. Starts nothing, and changes nothing. Resolves with the exit code. */
export async function runDoctor(settings: ViewSettings): Promise<number> {
  process.stdout.write(`${await doctorReport(settings)}\n`);
  return 0;
}

/** @param folder of this user's settings */
export async function doctorReport(settings: ViewSettings, folder = settingsFolder()): Promise<string> {
  const sources = await savedSources(folder);
  const secrets = [...secretsOf(settings), ...sources.flatMap(sourceSecrets)];
  const clean = (lines: readonly string[]) => lines.map((line) => scrub(line, { secrets, home: os.homedir() }));
  const figures = reportText([
    { title: 'machine', lines: clean([...systemLines(readVersion(), ffmpegOf(settings)), ...shellLines()]) },
    { title: 'settings', lines: clean(changedSettings(settings)) },
    { title: 'saved sources', lines: clean(sources.map(publicSourceUrl)) },
  ]).slice(0, MAX_REPORT_LENGTH);
  const file = settings.logFile ?? usualLogFile(folder);
  const log = await lastOf(file);
  const lines = log.length > 0 ? log : [`nothing is in ${file}`];
  const last = lastLines(clean(lines), MAX_REPORT_LENGTH - figures.length);
  return `${figures}\n\n${reportText([{ title: 'log', lines: last }])}`;
}

function ffmpegOf({ ffmpeg }: ViewSettings): string | undefined {
  return findFfmpeg({ setting: ffmpeg });
}

function shellLines(): readonly string[] {
  const electron = findElectron();
  const browser = findBrowser(process.env);
  return [
    `Electron ${'path' in electron ? electron.path : english(electron.reason)}`,
    `browser ${browser ? `${browser.name}, ${browser.path}` : '–'}`,
  ];
}

async function savedSources(folder: string): Promise<readonly SourceUrl[]> {
  const urls = (await savedUrlsIn(path.join(folder, 'sources.json'))) ?? [];
  return urls.flatMap((url) => {
    const read = parseSourceUrl(url);
    return read.ok ? [read.value] : [];
  });
}

async function lastOf(file: string): Promise<readonly string[]> {
  const handle = await open(file).catch(() => undefined);
  if (!handle) return [];
  try {
    const { size } = await handle.stat();
    const from = Math.max(0, size - LOG_BYTES);
    const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(LOG_BYTES), position: from });
    const lines = buffer.toString('utf8', 0, bytesRead).split('\n').filter(Boolean);
    // Cut off in the middle.
    return from > 0 ? lines.slice(1) : lines;
  } finally {
    await handle.close();
  }
}
