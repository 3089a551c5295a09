import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import type { StoreApi } from 'zustand/vanilla';
import type { Service, Viewer } from './viewer';
import type { ViewerState } from './viewer-state';

export const ViewerContext = createContext<Viewer | undefined>(undefined);

export function useViewer(): Viewer {
  const viewer = useContext(ViewerContext);
  if (!viewer) throw new Error('a part of the viewer stands outside of ViewerContext');
  return viewer;
}

/** A part of the viewer's state; its component renders again only when that part changes. */
export function useViewerState<T>(select: (state: ViewerState) => T): T {
  return useStore(useViewer().store, useShallow(select));
}

export function useService<T>(service: Service<T>): T {
  return useViewer().get(service);
}

/** A part of what a feature keeps for the page to show; as `useViewerState`. */
export function useFeatureState<S, T>(state: Service<StoreApi<S>>, select: (state: S) => T): T {
  return useStore(useService(state), useShallow(select));
}
