import { Button } from 'react-aria-components';
import { formatNumber, withSymbol } from '#core/telemetry/format';
import { type PlotLine, unitOf } from '#core/telemetry/plots/lanes';
import type { TraceFigures } from '#core/telemetry/plots/trace';
import type { Units } from '#core/telemetry/units/choice';
import { toUnit } from '#core/telemetry/units/convert';
import { text } from '#core/texts/text';
import { useUnits } from '../../shared/units/units-service';
import { useTexts } from '../../ui/use-texts';
import { useFeatureState, useViewer } from '../../viewer/viewer-context';
import { LINE_STYLES } from './line-styles';
import { choosePlots, plotsState } from './plots-state';

const COLUMNS = ['now', 'min', 'max', 'mean'] as const satisfies readonly (keyof TraceFigures)[];

/** Which line is which, and for those who do not see it what it says. */
export function FiguresTable({ lines }: { readonly lines: readonly PlotLine[] }) {
  const t = useTexts();
  const units = useUnits();
  return (
    <div className="plots-figures">
      <table aria-label={t('plots.table')}>
        <thead>
          <tr>
            <th scope="col">{t('plots.value')}</th>
            {COLUMNS.map((column) => (
              <th key={column} scope="col">
                {t(`plots.${column}`)}
              </th>
            ))}
            <td />
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <Row key={line.quantity.key} line={line} units={units} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ line, units }: { readonly line: PlotLine; readonly units: Units }) {
  const t = useTexts();
  const viewer = useViewer();
  const keys = useFeatureState(plotsState, (state) => state.keys);
  const { quantity, trace, style } = line;
  const { colour, dash } = LINE_STYLES[style % LINE_STYLES.length] ?? LINE_STYLES[0];
  const label = t(quantity.label);
  const written = (value: number | undefined) => {
    if (value === undefined) return t('plots.unknown');
    const unit = unitOf(quantity.dimension, value, units);
    return withSymbol(formatNumber(toUnit(value, unit), unit.decimals), unit.symbol);
  };
  return (
    <tr>
      <th scope="row">
        <svg width="28" height="8" aria-hidden="true">
          <line x1="0" y1="4" x2="28" y2="4" stroke={colour} strokeWidth="2" strokeDasharray={dash.join(' ')} />
        </svg>
        {label}
      </th>
      {COLUMNS.map((column) => (
        <td key={column}>
          {column === 'mean' && quantity.aggregate === 'turn' ? t('plots.noMean') : written(trace.figures[column])}
        </td>
      ))}
      <td>
        <Button
          className="button plots-remove"
          aria-label={t(text('plots.remove', { quantity: label }))}
          onPress={({ target }) => {
            // The button goes with its row: the focus must not go with it.
            target.closest<HTMLElement>('.plots')?.focus();
            choosePlots(viewer, { keys: keys.filter((key) => key !== quantity.key) });
          }}
        >
          ×
        </Button>
      </td>
    </tr>
  );
}
