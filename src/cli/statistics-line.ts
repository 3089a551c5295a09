import { LINK_ROLES, type LinkRole, type LinkState, type StreamLinks, type StreamStatistics } from '#contracts/link';
import { english } from '#core/texts/english';
import { type Text, text } from '#core/texts/text';

/** One line of live statistics for a terminal: `live 30.0 pictures/s 2.0 Mbit/s avc1.42c01f 640x480 · telemetry live`. */
export function statisticsLine(links: StreamLinks, statistics: StreamStatistics): string {
  const rates = english('line.rates', {
    rate: statistics.picturesPerSecond.toFixed(0),
    megabits: (statistics.bitsPerSecond / 1e6).toFixed(2),
  });
  const { pictures, faults, reconnects } = statistics;
  const counters = english('line.counters', { pictures, faults, reconnects });
  const [video, ...others] = LINK_ROLES.map((role) => describeLink(role, links[role]));
  return [video, rates, statistics.format, counters, ...others].filter(Boolean).join(' · ');
}

/** Nothing for a link that there is not. */
function describeLink(role: LinkRole, link: LinkState | undefined): string {
  return link ? english(`line.${role}`, { state: describe(link) }) : '';
}

function describe(link: LinkState): Text {
  switch (link.state) {
    case 'connecting':
      return link.failure ? text('line.again', { detail: link.failure.detail }) : text('line.connecting');
    case 'open':
      return link.lastDataUs === undefined
        ? text('line.noData')
        : link.waitingFor
          ? text('line.waiting', { what: link.waitingFor })
          : text('line.live');
    case 'failed':
      return text('line.down', { detail: link.failure.detail });
    case 'stopped':
      return text('line.stopped');
  }
}
