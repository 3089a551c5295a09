import type { IncomingMessage } from 'node:http';
import type { HttpReply } from '../module';
import type { Access } from './role';

/** Whether a request may come in at all, before any route sees it. */
export type Admission =
  | { readonly in: true; readonly access: Access }
  /** `reply.status` is there; a WebSocket is told the status alone. */
  | { readonly in: false; readonly reply: HttpReply & { readonly status: number } };

/** Decides who comes in. */
export interface Door {
  /** @param upgrade whether the request opens a WebSocket */
  admit(request: IncomingMessage, upgrade: boolean): Admission;
  /** Whether somebody who was let in may stay. */
  stillLetsIn(access: Access): boolean;
}

/** Keeps somebody out, with the JSON that all clients of the API know. */
export function keepOut(status: number, error: string, headers: Readonly<Record<string, string>> = {}): Admission {
  const type = { 'Content-Type': 'application/json; charset=utf-8' };
  return { in: false, reply: { status, headers: { ...type, ...headers }, body: JSON.stringify({ error }) } };
}
