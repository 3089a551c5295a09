import { memo } from 'react';
import type { PlaybackInfo, TrackPoint } from '#contracts/playback';
import { type Plotted, plotLines } from '../../shared/past/scale';

interface Props {
  readonly points: readonly TrackPoint[];
  readonly range: PlaybackInfo;
}

const NAMES: readonly (readonly [Plotted, string])[] = [
  ['altitudeM', 'altitude'],
  ['groundSpeedMps', 'speed'],
];

/** Altitude (a whole line) and speed (a dashed one) behind the timeline: where something happened is seen before it is sought. */
export const Plot = memo(function Plot({ points, range }: Props) {
  return (
    <svg className="timeline-plot" viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true">
      {NAMES.map(([value, name]) =>
        plotLines(points, value, range).map((line) => (
          <polyline
            key={`${name} ${line.slice(0, 6)}`}
            data-value={name}
            points={line}
            vectorEffect="non-scaling-stroke"
          />
        )),
      )}
    </svg>
  );
});
