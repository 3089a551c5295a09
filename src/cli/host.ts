import { setInterval as every } from 'node:timers/promises';
import { reasonOf } from '#core/reason-of';
import type { HostSettings } from '#core/settings/command';
import { isLoopback } from '#core/settings/endpoint';
import { english } from '#core/texts/english';
import { type Text, text, verbatim } from '#core/texts/text';
import { checkHost } from '#host/check/check';
import { type Host, runHost as startHost } from '#host/host';
import { createLog } from '#station/log';
import { readVersion } from './environment';
import { printLine, printProblem } from './terminal';

const STATUS_EVERY_MS = 1000;
/** The longest word for how bad a finding is, and the space behind it. */
const LEVEL_CHARACTERS = 9;

/** Runs the camera's end until the signal. Resolves with the exit code. */
export async function runHost(settings: HostSettings, signal: AbortSignal): Promise<number> {
  const log = createLog(settings.logLevel, (line) => process.stderr.write(`${line}\n`));
  if (settings.check) return printCheck(settings);
  let host: Host;
  try {
    host = await startHost(settings, { log, version: readVersion() }, signal);
  } catch (error) {
    printProblem(text('host.cannotListen', { reason: reasonOf(error) }));
    return 1;
  }
  printLine(text('host.at', { video: host.videoPort, telemetry: host.telemetryPort, where: settings.listen }));
  if (!isLoopback(settings.listen)) printLine(text('host.open'));
  if (settings.status) await printStatus(host, signal);
  else if (!signal.aborted) {
    await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  }
  await host.close();
  return 0;
}

/** What is missing, with what to do. Resolves with 1 where there can be no video. */
async function printCheck(settings: HostSettings): Promise<number> {
  const findings = await checkHost(settings, {});
  for (const { level, message, remedy } of findings) {
    printColumns(english(`host.check.level.${level}`), message);
    if (remedy) printColumns('', remedy);
  }
  return findings.some(({ level }) => level === 'bad') ? 1 : 0;
}

/** @param word of how bad it is, or nothing */
function printColumns(word: string, message: Text): void {
  printLine(verbatim(word.padEnd(LEVEL_CHARACTERS) + english(message)));
}

/** A line each second, until the signal. */
async function printStatus(host: Host, signal: AbortSignal): Promise<void> {
  let before = host.status();
  try {
    for await (const _ of every(STATUS_EVERY_MS, undefined, { signal })) {
      const now = host.status();
      const { name, reason } = now.camera;
      printLine(
        text('host.status', {
          camera:
            name === 'waiting' ? text('host.state.waiting', { reason: reason ?? '' }) : text(`host.state.${name}`),
          rate: now.pictures - before.pictures,
          megabits: (((now.bytes - before.bytes) * 8) / 1e6).toFixed(1),
          viewers: now.viewers,
          listeners: now.telemetryClients,
          vehicle: now.vehicles.join(', ') || '–',
        }),
      );
      before = now;
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
