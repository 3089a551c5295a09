import { formatNumber } from '#core/telemetry/format';

/** `4.8 MB`, in powers of ten as disks have them. */
export function formatSize(bytes: number): string {
  if (bytes < 1e6) return `${formatNumber(bytes / 1e3, 0)} kB`;
  if (bytes < 1e9) return `${formatNumber(bytes / 1e6, 1)} MB`;
  if (bytes < 1e12) return `${formatNumber(bytes / 1e9, bytes < 1e11 ? 2 : 0)} GB`;
  return `${formatNumber(bytes / 1e12, 2)} TB`;
}
