import type { TextId } from './text';

/** Every message of one language: `satisfies Catalogue` holds it complete. */
export type Catalogue = Readonly<Record<TextId, string>>;

export interface Language {
  /** BCP 47: `en`, `pt-BR`, `zh-Hans`. Its rules of plurals and numbers are the platform's (`Intl`). */
  readonly tag: string;
  readonly direction: 'ltr' | 'rtl';
  readonly texts: Catalogue;
}
