import { UNKNOWN } from '#core/telemetry/format';
import { useTexts } from '../../ui/use-texts';
import type { FiguresPlace } from '../../viewer/parts';
import { useViewerState } from '../../viewer/viewer-context';
import { LatencyHistogram } from './LatencyHistogram';
import { rowsThatFit, STATISTICS_PADDING_PX, type StatisticsRow, statisticsRows } from './statistics-rows';

/** The bars take what the rows leave, up to this. */
const MAX_HISTOGRAM_ROWS = 4;

interface Props {
  readonly place: FiguresPlace;
}

/** Figures for those who want them, between the CPU and the compass. */
export function StatisticsPanel({ place }: Props) {
  const open = useViewerState((state) => state.statisticsOpen);
  return open ? <Figures place={place} /> : null;
}

function Figures({ place }: Props) {
  const t = useTexts();
  const state = useViewerState(({ statistics, readings }) => ({ statistics, readings }));
  const room = rowsThatFit(place);
  const rows = statisticsRows(state, t);
  const histogramRows = Math.min(MAX_HISTOGRAM_ROWS, Math.max(1, 1 + room - rows.length));
  const { x: left, y: top, width, height: maxHeight, fontPx: fontSize, rowPx } = place;
  const style = { left, top, width, maxHeight, fontSize, lineHeight: `${rowPx}px` };
  return (
    <aside
      className="statistics"
      aria-label={t('statistics.title')}
      style={{ ...style, paddingBlock: STATISTICS_PADDING_PX / 2 - 1 }}
    >
      <dl>
        {rows.slice(0, room).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <Value value={value} histogramPx={histogramRows * rowPx} />
          </div>
        ))}
      </dl>
    </aside>
  );
}

function Value({ value, histogramPx }: { readonly value: StatisticsRow[1]; readonly histogramPx: number }) {
  if (typeof value !== 'object') return <dd>{value || UNKNOWN}</dd>;
  if ('counts' in value) {
    return (
      <dd style={{ flex: 1 }}>
        <LatencyHistogram histogram={value} heightPx={histogramPx} />
      </dd>
    );
  }
  return (
    <dd style={{ display: 'flex' }}>
      {value.map((text, column) => (
        <span key={column} style={COLUMN}>{`${text} `}</span>
      ))}
    </dd>
  );
}

const COLUMN = { width: '3.3em', flexShrink: 0, textAlign: 'right' } as const;
