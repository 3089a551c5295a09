import type { Read } from './values';

/** The roles that a token may have; the station checks them. */
const ROLES = ['viewer', 'publisher', 'admin'] as const;

/** What `groundglass token …` asks for. */
export type TokenAction =
  | { readonly action: 'list' }
  | { readonly action: 'new'; readonly role: (typeof ROLES)[number] }
  | { readonly action: 'revoke'; readonly id: string };

export const TOKEN_HELP = `groundglass token: who may come to a gateway that other machines can reach.

  groundglass token                    list the tokens, without their secrets
  groundglass token new [ROLE]         make one and print it once; viewer, publisher or admin [viewer]
  groundglass token revoke ID          take one back; a running gateway knows it within a second`;

/** Reads what stands behind `token`. */
export function readTokenAction(args: readonly string[]): Read<TokenAction> {
  const [action, value, ...more] = args;
  if (more.length > 0) return { ok: false, message: `“${more.join(' ')}” is not understood here, see token --help` };
  switch (action) {
    case undefined:
    case 'list':
      return { ok: true, value: { action: 'list' } };
    case 'new': {
      const role = ROLES.find((one) => one === (value ?? 'viewer'));
      if (role) return { ok: true, value: { action: 'new', role } };
      return { ok: false, message: `token new “${value}” is not a role: one of ${ROLES.join(', ')}` };
    }
    case 'revoke':
      if (value !== undefined) return { ok: true, value: { action: 'revoke', id: value } };
      return { ok: false, message: 'token revoke needs an id: those that groundglass token lists' };
    default:
      return { ok: false, message: `token “${action}” is not one of list, new, revoke` };
  }
}
