import type { ViewSettings } from '#core/settings/command';
import { english } from '#core/texts/english';
import { onEndSignal } from '../ending';
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
    const viewers = english('line.viewers', { viewers: station.viewers });
    if (streams.length === 0) process.stdout.write(`${english('line.noVehicle')} · ${viewers}\n`);
    for (const stream of streams) {
      const line = statisticsLine(stream.links, stream.statistics());
      process.stdout.write(`${stream.info.name} · ${line} · ${viewers}\n`);
    }
  }, LINE_MS);
  await new Promise<void>(onEndSignal);
  clearInterval(timer);
  await served.close();
  return 0;
}
