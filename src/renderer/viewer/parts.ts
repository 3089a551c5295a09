import type { ComponentType } from 'react';
import type { Rect, Size } from '#core/instruments/shared/rect';
import type { Text } from '#core/texts/text';

/** The places of the page that features fill, and what each gives its components. */
export interface SlotProps {
  /** Stands on the page at all times, above all else: badges, bars, announcements. */
  readonly badge: object;
  /** Over the picture that fills the window. */
  readonly picture: { readonly stream: string | undefined };
  /** Over a tile's picture. */
  readonly tile: { readonly stream: string };
  /** Among the instruments, while they are shown. */
  readonly instruments: { readonly box: Size };
  /** Beside the picture, where the page keeps room for figures. */
  readonly figures: { readonly place: FiguresPlace };
  /** At the lower edge, below picture or wall. */
  readonly bottom: object;
  /** The buttons of the timeline. */
  readonly timeline: object;
  /** Messages over the picture. */
  readonly message: object;
  /** Messages over the wall. */
  readonly wallMessage: object;
}

export type Slot = keyof SlotProps;

/** Where figures stand, in CSS px from the page's top left, and the size of their text. */
export type FiguresPlace = Rect & { readonly fontPx: number; readonly rowPx: number };

/** A dialog over the page: at hand from the start, or loaded when it is first opened. */
export type Panel = { readonly component: ComponentType } | { readonly load: () => Promise<ComponentType> };

/** One line of the card of keys. */
export interface KeyHelp {
  /** As they are printed on the keyboard: `← →`. */
  readonly keys: Text;
  readonly label: Text;
}
