import type { PlotKey } from '#core/telemetry/plots/plot-key';
import type { PlotSpanS } from '#core/telemetry/plots/span';
import { remember, remembered } from '../../ui/page-memory';
import { defineState } from '../../viewer/service';
import type { Viewer } from '../../viewer/viewer';

interface PlotsState {
  readonly isOpen: boolean;
  /** What is plotted, in the order in which it was chosen. */
  readonly keys: readonly PlotKey[];
  readonly spanS: PlotSpanS;
  /** From the station's clock to the wall's, µs; `undefined` until the station has said so. */
  readonly wallUs: number | undefined;
}

/** What a person sees over time. */
export const plotsState = defineState<PlotsState>({ isOpen: false, wallUs: undefined, ...remembered('plots') });

/** Changes what is plotted, and keeps it for the next time. */
export function choosePlots(viewer: Viewer, choice: Partial<Pick<PlotsState, 'keys' | 'spanS'>>): void {
  const store = viewer.get(plotsState);
  store.setState(choice);
  const { keys, spanS } = store.getState();
  remember('plots', { keys, spanS });
}
