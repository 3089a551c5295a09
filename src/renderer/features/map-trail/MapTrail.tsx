import { useMemo } from 'react';
import type { TrackPoint } from '#contracts/playback';
import { layOut } from '#core/instruments/layout';
import type { Size } from '#core/instruments/shared/rect';
import { useTrack } from '../../shared/past/use-track';
import { useUnits } from '../../shared/units/units-service';
import { pastOf } from '../../streams/shown';
import { useTexts } from '../../ui/use-texts';
import { useViewerState } from '../../viewer/viewer-context';
import { drawTrail, formatLength, placesOf, type Trail } from './trail';
import './map-trail.css';

/** Of its side, what is left free at each edge. */
const MARGIN = 0.14;
const MAX_PX = 220;
/** Telemetry may begin before the first picture, and end behind the last. */
const SLACK_US = 10e6;
/** Smaller is no map. */
const MIN_PX = 96;

/**
 * Where the vehicle went, with where it is at the moment that is shown: a plain drawing with north up, below the
 * CPU's instrument. There where somebody looks back and places are known.
 */
export function MapTrail({ box }: { readonly box: Size }) {
  const isBack = useViewerState(({ shown }) => shown.kind === 'past');
  const isCovered = useViewerState(({ statisticsOpen }) => statisticsOpen);
  const place = placeFor(box);
  if (!isBack || isCovered || !place) return null;
  return <Drawing {...place} />;
}

/** Below the CPU, as large as the compass, and clear of the picture's middle. */
function placeFor(box: Size) {
  const { places, scale } = layOut(box, 1);
  const { cpu } = places;
  const top = (cpu ? cpu.y + cpu.height : 0) + scale.marginPx;
  const px = Math.min(MAX_PX, box.height / 4, box.width / 4);
  return px < MIN_PX ? undefined : { left: scale.marginPx, top, px };
}

function Drawing({ left, top, px }: { readonly left: number; readonly top: number; readonly px: number }) {
  const t = useTexts();
  const track = useTrack(true);
  const units = useUnits();
  const beginUs = useViewerState(({ playback }) => playback?.range?.beginUs);
  const endUs = useViewerState(({ playback }) => playback?.range?.endUs);
  const trail = useMemo(() => {
    // The track of what was shown before may be there still.
    const isOurs = ({ timeUs }: TrackPoint) => timeUs >= (beginUs ?? 0) - SLACK_US && timeUs <= (endUs ?? 0) + SLACK_US;
    return drawTrail(placesOf(track.filter(isOurs)), px, px * MARGIN, units);
  }, [track, px, beginUs, endUs, units]);
  if (!trail) return null;
  return (
    <svg
      className="map-trail"
      style={{ left, top, width: px, height: px }}
      viewBox={`0 0 ${px} ${px}`}
      role="img"
      aria-label={t('map.about', { length: formatLength(trail.lengthM, units) })}
    >
      <Way trail={trail} />
      <g className="map-trail-north" transform={`translate(${px - 14} 14)`}>
        <path d="M0-8 5 6 0 3-5 6z" />
        <text y={18}>{t('map.north')}</text>
      </g>
      <g className="map-trail-scale" transform={`translate(10 ${px - 9})`}>
        <path d={`M0-4V0H${trail.scaleBar.px.toFixed(1)}V-4`} />
        <text x={trail.scaleBar.px + 5}>{trail.scaleBar.words}</text>
      </g>
    </svg>
  );
}

/** The whole way, what of it is behind the moment that is shown, and the place of now. */
function Way({ trail }: { readonly trail: Trail }) {
  const { positionUs, latitudeDeg, longitudeDeg } = useViewerState(({ shown, telemetry }) => ({
    positionUs: pastOf({ shown })?.positionUs ?? 0,
    latitudeDeg: telemetry?.latitudeDeg,
    longitudeDeg: telemetry?.longitudeDeg,
  }));
  const gone = trail.points.filter(({ timeUs }) => timeUs <= positionUs);
  const isKnown = latitudeDeg !== undefined && longitudeDeg !== undefined && (latitudeDeg !== 0 || longitudeDeg !== 0);
  const now = isKnown ? trail.place(latitudeDeg, longitudeDeg) : (gone.at(-1) ?? trail.points[0]);
  return (
    <>
      <polyline className="map-trail-way" points={pointsOf(trail.points)} />
      <polyline className="map-trail-gone" points={pointsOf(gone)} />
      {now && <circle className="map-trail-now" cx={now.x} cy={now.y} r={5} />}
    </>
  );
}

function pointsOf(points: Trail['points']): string {
  return points.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ');
}
