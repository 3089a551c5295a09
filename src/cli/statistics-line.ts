import type { LinkState, StreamStatistics } from '#contracts/link';

/** One line of live statistics for a terminal: `live 30.0 pictures/s 2.0 Mbit/s avc1.42c01f 640x480 · telemetry live`. */
export function statisticsLine(video: LinkState, telemetry: LinkState, statistics: StreamStatistics): string {
  const rates = `${statistics.picturesPerSecond.toFixed(0)} pictures/s ${(statistics.bitsPerSecond / 1e6).toFixed(2)} Mbit/s`;
  const counters = `${statistics.pictures} pictures, ${statistics.faults} faults, ${statistics.reconnects} reconnects`;
  return [`video ${describe(video)}`, rates, statistics.format, counters, `telemetry ${describe(telemetry)}`]
    .filter(Boolean)
    .join(' · ');
}

function describe(link: LinkState): string {
  switch (link.state) {
    case 'connecting':
      return link.failure ? `connecting again (${link.failure.detail})` : 'connecting';
    case 'open':
      return link.lastDataUs === undefined
        ? 'connected, no data'
        : link.waitingFor
          ? `waiting for ${link.waitingFor}`
          : 'live';
    case 'failed':
      return `down (${link.failure.detail})`;
    case 'stopped':
      return 'stopped';
  }
}
