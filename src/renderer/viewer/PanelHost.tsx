import { type ComponentType, useEffect, useState } from 'react';
import { text } from '#core/texts/text';
import type { Panel } from './parts';
import { useViewer, useViewerState } from './viewer-context';

/** All panels of the features: each opens itself while `ViewerState.panel` is its name. */
export function PanelHost() {
  const { features } = useViewer();
  return features.flatMap(({ panels = {} }) =>
    Object.entries(panels).map(([id, panel]) =>
      'component' in panel ? <panel.component key={id} /> : <LoadedPanel key={id} id={id} load={panel.load} />,
    ),
  );
}

type Loaded = Extract<Panel, { load: unknown }>;

/** A panel that is loaded when it is first opened, and stays from there on. */
function LoadedPanel({ id, load }: Loaded & { readonly id: string }) {
  const viewer = useViewer();
  const isWanted = useViewerState(({ panel }) => panel === id);
  const [Component, setComponent] = useState<ComponentType>();
  const isMissing = isWanted && Component === undefined;
  useEffect(() => {
    if (!isMissing) return;
    let isCancelled = false;
    load().then(
      (loaded) => !isCancelled && setComponent(() => loaded),
      () => {
        if (isCancelled) return;
        viewer.openPanel('none');
        viewer.notify({ message: text('dialog.notLoaded'), tip: text('dialog.notLoaded.tip') });
      },
    );
    return () => {
      isCancelled = true;
    };
  }, [viewer, load, isMissing]);
  return Component && <Component />;
}
