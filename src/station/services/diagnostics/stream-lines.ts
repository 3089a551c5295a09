// not shown in this file: a bug report, in English for those who mend
import { LINK_ROLES, type LinkState, type StreamStatistics } from '#contracts/link';
import type { Stream } from '../../hub/stream';

/** Streams that are described one by one; of the rest their number is said. */
const MAX_STREAMS = 60;

/** How each stream does, for a bug report: two lines each. */
export function streamLines(streams: readonly Stream[]): readonly string[] {
  const told = streams.slice(0, MAX_STREAMS).flatMap((stream) => {
    const { id, kind, name, video, telemetry, source } = stream.info;
    const links = LINK_ROLES.map((role) => linkText(role, stream.links[role])).filter(Boolean);
    return [
      `${name} (${kind}, ${id}): ${[source ?? [video, telemetry].filter(Boolean).join(' '), ...links].join('; ')}`,
      `  ${statisticsText(stream.statistics())}`,
    ];
  });
  const rest = streams.length - MAX_STREAMS;
  return rest > 0 ? [...told, `… and ${rest} more`] : told;
}

function linkText(role: string, link: LinkState | undefined): string {
  if (!link) return '';
  const failure = 'failure' in link ? link.failure : undefined;
  const waiting = link.state === 'open' && link.waitingFor ? `, waits for ${link.waitingFor}` : '';
  return `${role} ${link.state}${failure ? ` (${failure.cause}: ${failure.detail})` : ''}${waiting}`;
}

function statisticsText(figures: StreamStatistics): string {
  const { format, picturesPerSecond, bitsPerSecond, pictures, bytes, jitterMs, groupLength, pictureEnds } = figures;
  const counted = {
    faults: figures.faults,
    telemetryFaults: figures.telemetryFaults,
    reconnects: figures.reconnects,
    droppedBeforeKey: figures.droppedBeforeKey,
    subscribers: figures.subscribers,
    endsFound: pictureEnds.found,
  };
  return [
    format || 'no format yet',
    `${picturesPerSecond.toFixed(1)} pictures/s`,
    `${(bitsPerSecond / 1e6).toFixed(2)} Mbit/s`,
    `${pictures} pictures, ${bytes} bytes`,
    `group ${groupLength ?? '–'}, jitter ${jitterMs?.toFixed(1) ?? '–'} ms`,
    ...Object.entries(counted).map(([name, count]) => `${name} ${count}`),
    ...Object.entries(figures.heldBack ?? {}).map(([fault, count]) => `held back: ${fault} ${count}`),
    ...Object.entries(pictureEnds.waited).map(([reason, count]) => `waited: ${reason} ${count}`),
  ].join(', ');
}
