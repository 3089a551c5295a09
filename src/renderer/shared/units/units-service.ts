import type { StoreApi } from 'zustand/vanilla';
import { METRIC, readUnits, type Units, writeUnits } from '#core/telemetry/units/choice';
import { remember, remembered } from '../../ui/page-memory';
import { defineState } from '../../viewer/service';
import type { Viewer } from '../../viewer/viewer';
import { useFeatureState } from '../../viewer/viewer-context';
import { unitsFor } from './units-for';

interface UnitsState {
  /** What values are shown in. */
  readonly units: Units;
  /** What the station's settings say, see `readUnits`; '' until it has said so. */
  readonly given: string;
}

/** What this page shows values in: what its person chose, else what the station's settings say. */
export const unitsState = defineState<UnitsState>({
  units: readUnits(remembered('units')?.units ?? '') ?? METRIC,
  given: '',
});

/** The units to show values in. */
export function useUnits(): Units {
  return useFeatureState(unitsState, ({ units }) => units);
}

/** The station says what its settings say. @param given see `readUnits`; absent from a station that knows of none */
export function unitsGiven(store: StoreApi<UnitsState>, given = writeUnits(METRIC)): void {
  store.setState({ given, units: unitsFor(remembered('units'), given) });
}

/** A person chooses, from here on and for the next time. */
export function chooseUnits(viewer: Viewer, units: Units): void {
  const store = viewer.get(unitsState);
  store.setState({ units });
  remember('units', { units: writeUnits(units), over: store.getState().given });
}
