import type { IncomingMessage } from 'node:http';
import type { Access } from './role';

/** Whether a request may come in at all, before any route sees it. */
export type Admission =
  | { readonly in: true; readonly access: Access; readonly headers?: Readonly<Record<string, string>> }
  | {
      readonly in: false;
      readonly status: 401 | 403 | 429 | 303;
      readonly message: string;
      readonly headers?: Readonly<Record<string, string>>;
    };

/** Decides who comes in. */
export interface Door {
  /** @param upgrade whether the request opens a WebSocket */
  admit(request: IncomingMessage, upgrade: boolean): Admission;
}
