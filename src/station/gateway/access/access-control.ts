import type { IncomingMessage } from 'node:http';
import type { Text } from '#core/texts/text';
import { faultReply, type HttpReply } from '../../extension/gateway-module';
import type { Access } from '../../extension/role';

/** Whether a request may come in at all, before any route sees it. */
export type Admission =
  | { readonly in: true; readonly access: Access }
  /** `reply.status` is there; a WebSocket is told the status alone. */
  | { readonly in: false; readonly reply: HttpReply & { readonly status: number } };

/** Decides who comes in. */
export interface AccessControl {
  /** @param upgrade whether the request opens a WebSocket */
  admit(request: IncomingMessage, upgrade: boolean): Admission;
  /** Whether somebody who was let in may stay. */
  stillAdmits(access: Access): boolean;
}

/** Keeps somebody out, with the JSON that all clients of the API know. */
export function deny(status: number, why: Text, headers: Readonly<Record<string, string>> = {}): Admission {
  const reply = faultReply(status, why);
  return { in: false, reply: { ...reply, status, headers: { ...reply.headers, ...headers } } };
}
