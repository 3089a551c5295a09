import type { ViewSettings } from '#core/settings/command';
import { OWN_WINDOW, serveOrTell } from '../serve';
import { statisticsLine } from '../statistics-line';

const LINE_MS = 1000;

/** Serves the viewer with no window: prints its address and a line of statistics a second, until interrupted. */
export async function noShell(settings: ViewSettings): Promise<number> {
  const served = await serveOrTell(
    { ...settings, listen: settings.listen ?? OWN_WINDOW },
    { keeps: false, isOwnWindow: true },
  );
  if (!served) return 1;
  const { station, introduction } = served;
  process.stdout.write(`${introduction}\n`);
  const timer = setInterval(() => {
    const streams = station.hub.list();
    const viewers = `${station.viewers} viewer${station.viewers === 1 ? '' : 's'}`;
    if (streams.length === 0) process.stdout.write(`no vehicle · ${viewers}\n`);
    for (const stream of streams) {
      const line = statisticsLine(stream.video, stream.telemetryLink, stream.statistics());
      process.stdout.write(`${stream.info.name} · ${line} · ${viewers}\n`);
    }
  }, LINE_MS);
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve).once('SIGTERM', resolve);
  });
  clearInterval(timer);
  await served.close();
  return 0;
}
