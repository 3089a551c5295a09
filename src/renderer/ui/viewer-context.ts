import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import type { RunAction } from '../actions';
import type { CameraShare } from '../share/camera-share';
import type { ViewerState } from '../store/viewer-state';
import type { Viewer } from '../viewer';

/** What the parts of the page share. */
export interface ViewerContextValue {
  readonly viewer: Viewer;
  readonly run: RunAction;
  /** The camera of this machine, and whether others see it. */
  readonly share: CameraShare;
  /** Whether `q` quits (Electron) or disconnects (browser). */
  readonly inElectron: boolean;
}

export const ViewerContext = createContext<ViewerContextValue | undefined>(undefined);

export function useViewer(): ViewerContextValue {
  const value = useContext(ViewerContext);
  if (!value) throw new Error('a part of the viewer stands outside of ViewerContext');
  return value;
}

/** A part of the viewer's state; its component renders again only when that part changes. */
export function useViewerState<T>(select: (state: ViewerState) => T): T {
  return useStore(useViewer().viewer.store, useShallow(select));
}
