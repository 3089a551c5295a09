import type { ComponentType } from 'react';
import type { StoreApi } from 'zustand/vanilla';
import type { ActionEntry } from '#contracts/actions';
import type { Bridge } from '#contracts/bridge';
import type { KeyPictureAnswer } from '#contracts/key-picture';
import type { StationMessage, ViewerMessage } from '#contracts/link';
import type { NamedVehicle } from '#contracts/recent';
import type { ClockOffset } from '#core/media/clock-offset';
import type { Advice, Text } from '#core/texts/text';
import type { ShownSizes } from '../streams/shown-sizes';
import type { WallState } from '../streams/wall-state';
import type { KeyHelp, Panel, Slot, SlotProps } from './parts';
import type { ViewerState } from './viewer-state';

/** The viewer, as everything on the page sees it. */
export interface Viewer {
  readonly store: StoreApi<ViewerState>;
  readonly features: readonly Feature[];
  /** What a person can do, by id, in the order in which it is offered. */
  readonly actions: Readonly<Record<string, ActionEntry>>;
  /** The window's, in Electron. */
  readonly bridge: Bridge | undefined;
  /** How large each stream is shown. */
  readonly shownSizes: ShownSizes;
  /** The station's clock against ours, on the link of this moment. */
  readonly clock: ClockOffset;

  /** The one of its kind in this viewer; made when it is first asked for. */
  get<T>(service: Service<T>): T;
  /** Sends to the station; a link that is not open loses it. */
  send(message: ViewerMessage): void;
  /** Does what a person asks for, wherever the request came from: a key, a menu, a button. @param action see `actions` */
  run(action: string): void;

  /** Shows a notice until it is dismissed. */
  notify(notice: Advice): void;
  /** Says in a line what was just done; it goes by itself. */
  announce(text: Text): void;
  /** Opens one of the features' panels, or closes the one that is open. */
  openPanel(panel: string | 'none'): void;
  /** Changes what the wall shows; the same wall changes nothing. */
  setWall(change: (wall: WallState) => WallState): void;

  /** Shows this vehicle instead of the one shown. */
  connect(vehicle: NamedVehicle): void;
  /** Shows a source beside the others, and has the station keep it. @param url see `parseSourceUrl` */
  addSource(url: string): void;
  /** The same with the video that the vehicle of a stream offers. @param place see `StreamInfo.offers` */
  takeOffer(stream: string, place: string): void;
  /** Tries again now whatever is broken. */
  retry(): void;
  /** Closes the link to the station; `retry` opens it again. */
  disconnect(): void;
}

/**
 * Names a thing of which each viewer has one: what a feature does, or what it keeps for the page to show. `Viewer.get` makes it
 * when it is first asked for. A service of one feature stands in its folder; what several use stands in `shared/`.
 */
export interface Service<T> {
  readonly create: (viewer: Viewer) => T;
}

type Handlers = {
  readonly [T in StationMessage['type']]?: (message: Extract<StationMessage, { type: T }>, viewer: Viewer) => void;
};

/**
 * A part of the viewer beside the picture. All that the rest of the viewer knows of it is this: a new one is its folder and its
 * row in `app/features.ts`, and a row in `contracts/actions.ts` where it has an action.
 */
export interface Feature {
  readonly id: string;
  /** What it keeps for the page to show, with its initial state. */
  readonly state?: Service<unknown>;
  /** The station's messages that concern it; the views of the streams have them first. */
  readonly handle?: Handlers;
  /** What it does for each of its actions. */
  readonly actions?: Readonly<Record<string, (viewer: Viewer) => void>>;
  /** Keys besides those of its actions, for the card of keys. */
  readonly keys?: { readonly isUsed: (state: ViewerState) => boolean; readonly help: readonly KeyHelp[] };
  /** Its dialogs, by the name under which `Viewer.openPanel` opens them. */
  readonly panels?: Readonly<Record<string, Panel>>;
  readonly parts?: { readonly [S in Slot]?: ComponentType<SlotProps[S]> };
  /** Once, when the viewer is there and before its link opens. */
  readonly start?: (viewer: Viewer) => void;
  /** The link opened, for the first time or anew: the station knows nothing of what was requested before. */
  readonly onLinkOpen?: (viewer: Viewer) => void;
  readonly onLinkClose?: (viewer: Viewer) => void;
  readonly onKeyPicture?: (answer: KeyPictureAnswer, viewer: Viewer) => void;
}

/** How long ago a time on the station's clock was, in ms; `undefined` while the clocks are not related. */
export function sinceStationUs({ clock }: Viewer, us: number): number | undefined {
  const ours = clock.toOurs(us);
  return ours === undefined ? undefined : (performance.now() * 1000 - ours) / 1000;
}
