import type { ShareState } from './camera-share';

type On = Extract<ShareState, { state: 'on' }>;

const FORMATS = { h264: 'H.264', jpeg: 'JPEG' } as const;

/** Who sees it, in one line. */
export function describeAudience({ stream, watchedBy }: Pick<On, 'stream' | 'watchedBy'>): string {
  if (stream === undefined) return 'Connecting to the station…';
  return watchedBy === 0 ? 'Sharing. Nobody watches at this moment.' : `Sharing. Watched by ${watchedBy}.`;
}

/** What goes out, in one line. */
export function describeFigures({ format, figures }: Pick<On, 'format' | 'figures'>): string {
  const { width, height, picturesPerSecond, bitsPerSecond, dropped } = figures;
  const parts = [
    FORMATS[format],
    ...(width > 0 ? [`${width}×${height}`] : []),
    `${Math.round(picturesPerSecond)}/s`,
    `${(bitsPerSecond / 1e6).toFixed(1)} Mbit/s`,
    ...(dropped > 0 ? [`${dropped} left out`] : []),
  ];
  return parts.join(' · ');
}
