// not shown in this file: the help of metrics, in English as their names are
import type { GatewayCounters } from '../../extension/gateway-module';
import type { Metric, Sample } from './exposition';

const SECONDS_PER_US = 1e-6;

/** What Prometheus is told of the gateway's clients. */
export function gatewayMetrics({ connections, sockets, answers }: GatewayCounters): Metric[] {
  return [
    gauge('groundglass_gateway_connections', 'TCP connections open.', [{ value: connections }]),
    gauge('groundglass_gateway_websockets', 'WebSockets open, by path.', labelled('path', sockets)),
    counter('groundglass_gateway_answers_total', 'HTTP answers and refused WebSockets.', labelled('status', answers)),
  ];
}

/** What Prometheus is told of datagrams of dash cams that were not taken; nothing where none are let in. */
export function datagramMetrics(counts: { readonly unwanted: number; readonly lost: number } | undefined): Metric[] {
  if (!counts) return [];
  const help = 'Datagrams of dash cams not taken: no room in the socket (lost), or not asked for (unwanted).';
  return [counter('groundglass_jt_datagrams_dropped_total', help, labelled('why', new Map(Object.entries(counts))))];
}

/** What Prometheus is told of this process, under the names that its own libraries use. */
export function processMetrics(): Metric[] {
  const { rss, heapUsed } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  return [
    gauge('process_resident_memory_bytes', 'Resident memory.', [{ value: rss }]),
    gauge('nodejs_heap_size_used_bytes', 'Memory of the JavaScript heap in use.', [{ value: heapUsed }]),
    gauge('nodejs_active_resources', 'What keeps the event loop alive, by kind.', labelled('type', activeResources())),
    counter('process_cpu_seconds_total', 'User and system time.', [{ value: (user + system) * SECONDS_PER_US }]),
    gauge('process_start_time_seconds', 'Start, in Unix time.', [{ value: performance.timeOrigin / 1000 }]),
  ];
}

function activeResources(): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const kind of process.getActiveResourcesInfo()) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}

function gauge(name: string, help: string, samples: readonly Sample[]): Metric {
  return { name, type: 'gauge', help, samples };
}

function counter(name: string, help: string, samples: readonly Sample[]): Metric {
  return { name, type: 'counter', help, samples };
}

function labelled(label: string, values: ReadonlyMap<string | number, number>): Sample[] {
  return [...values].map(([key, value]) => ({ labels: { [label]: String(key) }, value }));
}
