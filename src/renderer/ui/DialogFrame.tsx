import type { ReactNode } from 'react';
import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import type { Panel } from '../store/viewer-state';
import { useViewer, useViewerState } from './viewer-context';

interface FrameProps {
  /** Absent where the content brings its own heading (`<Heading slot="title">`). */
  readonly title?: string;
  /** Absent: open while it is there. */
  readonly isOpen?: boolean;
  /** Of the modal, for its width. */
  readonly className?: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** What every dialog has: it lies above the page, keeps the focus, has a name, and goes with Escape or a press beside it. */
export function DialogFrame({ title, isOpen = true, className = '', onClose, children }: FrameProps) {
  return (
    <ModalOverlay className="backdrop" isOpen={isOpen} onOpenChange={(next) => !next && onClose()} isDismissable>
      <Modal className={`modal ${className}`}>
        <Dialog className="dialog">
          {title !== undefined && <Heading slot="title">{title}</Heading>}
          {children}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

interface PanelProps extends Pick<FrameProps, 'title' | 'className'> {
  readonly panel: Panel;
  readonly children: (close: () => void) => ReactNode;
}

/** A dialog that is one of the viewer's panels: open while the viewer says so. */
export function PanelDialog({ panel, children, ...frame }: PanelProps) {
  const { viewer } = useViewer();
  const isOpen = useViewerState((state) => state.panel === panel);
  const close = () => viewer.store.setState({ panel: 'none' });
  return (
    <DialogFrame {...frame} isOpen={isOpen} onClose={close}>
      {children(close)}
    </DialogFrame>
  );
}

interface ButtonsProps {
  readonly onClose: () => void;
  /** `Cancel` where something is begun and can be left undone. */
  readonly close?: 'Close' | 'Cancel';
  /** The way out has the focus, where nothing in the dialog wants it more. */
  readonly autoFocus?: boolean;
  readonly children?: ReactNode;
}

/** A dialog's last row: the way out first, then what it is for. */
export function DialogButtons({ onClose, close = 'Close', autoFocus = false, children }: ButtonsProps) {
  return (
    <div className="buttons">
      <Button className="button" autoFocus={autoFocus} onPress={onClose}>
        {close}
      </Button>
      {children}
    </div>
  );
}
