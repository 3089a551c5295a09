import type { KeyPictureAnswer } from '#contracts/key-picture';
import type { StationMessage } from '#contracts/link';
import type { Viewer } from '../viewer/viewer';

/** Brings messages, actions and the link's changes to the features that they concern. */
export interface Router {
  handle(message: StationMessage): void;
  /** @param action one that no feature has does nothing */
  run(action: string): void;
  linkOpened(): void;
  linkClosed(): void;
  keyPicture(answer: KeyPictureAnswer): void;
}

/** The router of a viewer's table of features, each in the table's order. */
export function routerOf(viewer: Viewer): Router {
  const { features } = viewer;
  const actions = new Map(features.flatMap(({ actions = {} }) => Object.entries(actions)));
  const handlers = handlersOf(viewer);
  return {
    handle: (message) => {
      for (const handle of handlers.get(message.type) ?? []) handle(message);
    },
    run: (action) => actions.get(action)?.(viewer),
    linkOpened: () => {
      for (const { onLinkOpen } of features) onLinkOpen?.(viewer);
    },
    linkClosed: () => {
      for (const { onLinkClose } of features) onLinkClose?.(viewer);
    },
    keyPicture: (answer) => {
      for (const { onKeyPicture } of features) onKeyPicture?.(answer, viewer);
    },
  };
}

type Handler = (message: StationMessage) => void;

function handlersOf(viewer: Viewer): ReadonlyMap<string, readonly Handler[]> {
  const handlers = new Map<string, Handler[]>();
  for (const { handle = {} } of viewer.features) {
    for (const [type, one] of Object.entries(handle)) {
      // A table's key is the type of the message that its function takes.
      const typed = one as (message: StationMessage, viewer: Viewer) => void;
      handlers.set(type, [...(handlers.get(type) ?? []), (message) => typed(message, viewer)]);
    }
  }
  return handlers;
}
