import { useEffect, useRef } from 'react';
import { Button } from 'react-aria-components';
import { MAX_PLOTTED, plotKeys, plotQuantity } from '#core/telemetry/plots/plot-key';
import { PLOT_SPANS_S, type PlotSpanS } from '#core/telemetry/plots/span';
import { text } from '#core/texts/text';
import { SelectField } from '../../ui/SelectField';
import { useTexts } from '../../ui/use-texts';
import { useFeatureState, useViewer, useViewerState } from '../../viewer/viewer-context';
import { FiguresTable } from './FiguresTable';
import { choosePlots, plotsState } from './plots-state';
import { usePlots } from './use-plots';
import './plots.css';

/** What a person chose, over time, above the picture's lower edge; the picture and its keys stay in reach. */
export function PlotsPanel() {
  const t = useTexts();
  const viewer = useViewer();
  const panel = useRef<HTMLElement>(null);
  const hasValues = useFeatureState(plotsState, ({ keys }) => keys.length > 0);
  // The panel itself has the focus: keys go on meaning what they mean beside it.
  useEffect(() => panel.current?.focus(), []);
  const close = () => viewer.get(plotsState).setState({ isOpen: false });
  return (
    <section
      ref={panel}
      className="plots"
      tabIndex={-1}
      aria-label={t('plots.title')}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        close();
      }}
    >
      <div className="plots-head">
        <h2>{t('plots.title')}</h2>
        <AddField />
        <SpanField />
        <Button className="button" onPress={close}>
          {t('dialog.close')}
        </Button>
      </div>
      {hasValues ? <Plots /> : <p className="form-hint">{t('plots.none')}</p>}
    </section>
  );
}

function Plots() {
  const t = useTexts();
  const canvas = useRef<HTMLCanvasElement>(null);
  const lines = usePlots(canvas);
  const { keys, spanS } = useFeatureState(plotsState, (state) => state);
  const isKept = useViewerState(({ playback }) => playback?.range !== undefined);
  const names = keys.flatMap((key) => plotQuantity(key)?.label ?? []).map((label) => t(label));
  return (
    <>
      <canvas
        ref={canvas}
        className="plots-canvas"
        role="img"
        aria-label={t(text('plots.canvas', { quantities: names.join(', '), span: spanText(spanS) }))}
      />
      <FiguresTable lines={lines} />
      {!isKept && <p className="form-hint">{t('plots.since')}</p>}
    </>
  );
}

function AddField() {
  const t = useTexts();
  const viewer = useViewer();
  const keys = useFeatureState(plotsState, (state) => state.keys);
  // Which there are, not what they are: that changes many times a second.
  const known = useViewerState(({ telemetry }) => plotKeys(telemetry ?? {}).join('\n'));
  const choices = known
    .split('\n')
    .filter((key) => !keys.includes(key))
    .flatMap((key) => plotQuantity(key) ?? [])
    .map(({ key, label }) => [key, t(label)] as const);
  const isFull = keys.length >= MAX_PLOTTED;
  const first = isFull ? text('plots.full', { most: MAX_PLOTTED }) : text(known ? 'plots.choose' : 'plots.noValues');
  return (
    <SelectField
      label={t('plots.add')}
      value=""
      isDisabled={isFull || choices.length === 0}
      choices={[['', t(first)], ...choices]}
      onChange={(key) => key !== '' && choosePlots(viewer, { keys: [...keys, key] })}
    />
  );
}

function SpanField() {
  const t = useTexts();
  const viewer = useViewer();
  const spanS = useFeatureState(plotsState, (state) => state.spanS);
  return (
    <SelectField
      label={t('plots.span')}
      value={String(spanS)}
      choices={PLOT_SPANS_S.map((span) => [String(span), t(spanText(span))] as const)}
      onChange={(span) => choosePlots(viewer, { spanS: Number(span) as PlotSpanS })}
    />
  );
}

function spanText(spanS: PlotSpanS) {
  return spanS < 60 ? text('plots.span.seconds', { n: spanS }) : text('plots.span.minutes', { n: spanS / 60 });
}
