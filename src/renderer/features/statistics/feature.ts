import type { Feature, Viewer } from '../../viewer/viewer';
import { diagnosticsState } from './diagnostics-state';
import { StatisticsPanel } from './StatisticsPanel';

/** Figures for those who want them, and all of them as text for a bug report. */
export const statistics: Feature = {
  id: 'statistics',
  state: diagnosticsState,
  handle: {
    diagnostics: ({ report }, viewer) =>
      viewer.get(diagnosticsState).setState({ station: { state: 'told', report: report ?? undefined } }),
  },
  actions: {
    toggleStatistics: ({ store }) => store.setState(({ statisticsOpen }) => ({ statisticsOpen: !statisticsOpen })),
    copyDiagnostics,
  },
  panels: { diagnostics: { load: async () => (await import('./DiagnosticsDialog')).DiagnosticsDialog } },
  onLinkClose: (viewer) => viewer.get(diagnosticsState).setState({ station: { state: 'away' } }),
  parts: { figures: StatisticsPanel },
};

function copyDiagnostics(viewer: Viewer): void {
  const isOpen = viewer.store.getState().link === 'open';
  viewer.get(diagnosticsState).setState({ station: { state: isOpen ? 'asking' : 'away' } });
  if (isOpen) viewer.send({ type: 'diagnostics' });
  viewer.openPanel('diagnostics');
}
