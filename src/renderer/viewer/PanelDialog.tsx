import type { ReactNode } from 'react';
import { DialogFrame } from '../ui/DialogFrame';
import { useViewer, useViewerState } from './viewer-context';

interface Props {
  /** Under which it is opened. */
  readonly panel: string;
  /** Absent where the content brings its own heading (`<Heading slot="title">`). */
  readonly title?: string;
  /** Of the modal, for its width. */
  readonly className?: string;
  readonly children: (close: () => void) => ReactNode;
}

/** A dialog that is one of the viewer's panels: open while the viewer says so. */
export function PanelDialog({ panel, children, ...frame }: Props) {
  const viewer = useViewer();
  const isOpen = useViewerState((state) => state.panel === panel);
  const close = () => viewer.openPanel('none');
  return (
    <DialogFrame {...frame} isOpen={isOpen} onClose={close}>
      {children(close)}
    </DialogFrame>
  );
}
