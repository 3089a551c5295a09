import type { Speaker } from '#core/texts/speaker';
import { type Text, text } from '#core/texts/text';
import type { ShareState } from './camera-share';

type On = Extract<ShareState, { state: 'on' }>;

const FORMATS = { h264: 'H.264', jpeg: 'JPEG' } as const;

/** Who sees it, in one line. */
export function describeAudience({ stream, watchedBy }: Pick<On, 'stream' | 'watchedBy'>): Text {
  if (stream === undefined) return text('share.connecting');
  return text('share.audience', { viewers: watchedBy });
}

/** What goes out, in one line. */
export function describeFigures({ format, figures }: Pick<On, 'format' | 'figures'>, t: Speaker): string {
  const { width, height, picturesPerSecond, bitsPerSecond, dropped } = figures;
  const parts = [
    FORMATS[format],
    ...(width > 0 ? [`${width}×${height}`] : []),
    `${Math.round(picturesPerSecond)}/s`,
    `${(bitsPerSecond / 1e6).toFixed(1)} Mbit/s`,
    ...(dropped > 0 ? [t('share.leftOut', { dropped })] : []),
  ];
  return parts.join(' · ');
}
