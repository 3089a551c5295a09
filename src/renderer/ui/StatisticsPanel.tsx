import type { LatencySummary } from '../player/latency';
import { useViewerState } from './viewer-context';

/** Figures for those who want them, over the left half of the picture. */
export function StatisticsPanel() {
  const open = useViewerState((state) => state.statisticsOpen);
  return open ? <Figures /> : null;
}

function Figures() {
  const { statistics, readings } = useViewerState((state) => ({
    statistics: state.statistics,
    readings: state.readings,
  }));
  const { counters, latency, size, fps } = readings;
  const dropped = counters?.dropped;
  return (
    <aside className="statistics" aria-label="Statistics">
      <h2>Statistics</h2>
      <dl>
        <Row name="Format" value={statistics?.format} />
        <Row name="Picture" value={size && `${size.width}x${size.height}`} />
        <Row name="Bit rate" value={statistics && `${(statistics.bitsPerSecond / 1e6).toFixed(2)} Mbit/s`} />
        <Row name="Received" value={statistics && `${statistics.picturesPerSecond.toFixed(0)} pictures/s`} />
        <Row name="Shown" value={fps === undefined ? undefined : `${fps.toFixed(0)} pictures/s`} />
        <Row name={`Latency from ${latency?.from ?? 'arrival'}`} value={latency && latencyText(latency.summary)} />
        <Row
          name="Pictures"
          value={counters && `${counters.received} in, ${counters.decoded} decoded, ${counters.shown} shown`}
        />
        <Row name="Overtaken" value={counters && String(counters.lateFrame)} />
        <Row name="Waited for a key picture" value={dropped && String(dropped.waitingForKey)} />
        <Row name="Decoder behind" value={dropped && String(dropped.decoderBehind)} />
        <Row name="Decoder errors" value={dropped && String(dropped.decodeError)} />
        <Row name="Too slow for the station" value={statistics && String(statistics.droppedForViewer)} />
        <Row name="Faults in the video" value={statistics && String(statistics.faults)} />
        <Row name="Unreadable telemetry" value={statistics && String(statistics.telemetryFaults)} />
        <Row name="Reconnects" value={statistics && String(statistics.reconnects)} />
      </dl>
    </aside>
  );
}

function Row({ name, value }: { readonly name: string; readonly value: string | undefined }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value === undefined || value === '' ? '–' : value}</dd>
    </div>
  );
}

function latencyText({ p50Us, p95Us, maxUs }: LatencySummary): string {
  const ms = (us: number) => (us / 1000).toFixed(1);
  return `p50 ${ms(p50Us)}, p95 ${ms(p95Us)}, max ${ms(maxUs)} ms`;
}
