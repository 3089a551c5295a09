import type { ReactNode } from 'react';
import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useEscapeWithoutFocus } from './use-escape-without-focus';
import { useTexts } from './use-texts';

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
  const modal = useEscapeWithoutFocus(isOpen, onClose);
  return (
    <ModalOverlay className="backdrop" isOpen={isOpen} onOpenChange={(next) => !next && onClose()} isDismissable>
      <Modal ref={modal} className={`modal ${className}`}>
        <Dialog className="dialog">
          {title !== undefined && <Heading slot="title">{title}</Heading>}
          {children}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

interface ButtonsProps {
  readonly onClose: () => void;
  /** `Cancel` where something is begun and can be left undone. */
  readonly close?: 'close' | 'cancel';
  /** The way out has the focus, where nothing in the dialog wants it more. */
  readonly autoFocus?: boolean;
  readonly children?: ReactNode;
}

/** A dialog's last row: the way out first, then what it is for. */
export function DialogButtons({ onClose, close = 'close', autoFocus = false, children }: ButtonsProps) {
  const t = useTexts();
  return (
    <div className="buttons">
      <Button className="button" autoFocus={autoFocus} onPress={onClose}>
        {t(`dialog.${close}`)}
      </Button>
      {children}
    </div>
  );
}
