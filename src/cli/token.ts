import { reasonOf } from '#core/reason-of';
import type { TokenAction } from '#core/settings/token-command';
import { english } from '#core/texts/english';
import { text } from '#core/texts/text';
import { openTokens } from './access';
import { printProblem } from './terminal';

/** Does what `groundglass token …` asks. Resolves with the exit code. */
export function runToken(action: TokenAction): number {
  try {
    return act(action);
  } catch (error) {
    printProblem(reasonOf(error));
    return 1;
  }
}

function act(action: TokenAction): number {
  const tokens = openTokens();
  switch (action.action) {
    case 'list':
      for (const { id, role, made } of tokens.list())
        process.stdout.write(`${id}  ${role.padEnd(9)}  ${english('cli.made', { made })}\n`);
      return 0;
    case 'new': {
      const { id, token, role } = tokens.make(action.role);
      process.stderr.write(`${english('cli.token', { id, role })}\n`);
      process.stdout.write(`${token}\n`);
      return 0;
    }
    case 'revoke':
      if (tokens.revoke(action.id)) return 0;
      printProblem(text('cli.noToken', { id: action.id }));
      return 1;
  }
}
