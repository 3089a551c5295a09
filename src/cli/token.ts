import type { TokenAction } from '#core/settings/token-command';
import { openTokens } from './access';

/** Does what `groundglass token …` asks. Resolves with the exit code. */
export function runToken(action: TokenAction): number {
  try {
    return act(action);
  } catch (error) {
    process.stderr.write(`groundglass: ${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
}

function act(action: TokenAction): number {
  const tokens = openTokens();
  switch (action.action) {
    case 'list':
      for (const { id, role, made } of tokens.list()) process.stdout.write(`${id}  ${role.padEnd(9)}  made ${made}\n`);
      return 0;
    case 'new': {
      const { id, token, role } = tokens.make(action.role);
      process.stderr.write(
        `The token ${id} (${role}), shown this once. Add ?token= and it to the gateway's address:\n`,
      );
      process.stdout.write(`${token}\n`);
      return 0;
    }
    case 'revoke':
      if (tokens.revoke(action.id)) return 0;
      process.stderr.write(`groundglass: there is no token “${action.id}”; groundglass token lists them\n`);
      return 1;
  }
}
