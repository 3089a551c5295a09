import type { Result } from '../texts/result';
import { text } from '../texts/text';
import { usageText } from './usage';

/** The roles that a token may have; the station checks them. */
const ROLES = ['viewer', 'publisher', 'admin'] as const;

/** What `groundglass token …` asks for. */
export type TokenAction =
  | { readonly action: 'list' }
  | { readonly action: 'new'; readonly role: (typeof ROLES)[number] }
  | { readonly action: 'revoke'; readonly id: string };

export const TOKEN_HELP = usageText('help.token', [
  ['groundglass token', 'help.token.list'],
  ['groundglass token new [ROLE]', 'help.token.new'],
  ['groundglass token revoke ID', 'help.token.revoke'],
]);

/** Reads what stands behind `token`. */
export function readTokenAction(args: readonly string[]): Result<TokenAction> {
  const [action, value, ...more] = args;
  if (more.length > 0) return { ok: false, message: text('command.token.notUnderstood', { word: more.join(' ') }) };
  switch (action) {
    case undefined:
    case 'list':
      return { ok: true, value: { action: 'list' } };
    case 'new': {
      const role = ROLES.find((one) => one === (value ?? 'viewer'));
      if (role) return { ok: true, value: { action: 'new', role } };
      return { ok: false, message: text('command.token.role', { role: value ?? '', roles: ROLES.join(', ') }) };
    }
    case 'revoke':
      if (value !== undefined) return { ok: true, value: { action: 'revoke', id: value } };
      return { ok: false, message: text('command.token.id') };
    default:
      return { ok: false, message: text('command.token.unknown', { word: action }) };
  }
}
