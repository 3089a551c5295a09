import type { LinkFailure } from '#contracts/link';
import { oneLine } from '#core/names';

const CAUSES: Readonly<Record<string, LinkFailure['cause']>> = {
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  EHOSTDOWN: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
  ENOTFOUND: 'not-found',
  EAI_AGAIN: 'not-found',
  ETIMEDOUT: 'timed-out',
  ECONNRESET: 'closed',
  EPIPE: 'closed',
};

/** The longest that the contract takes. */
const LONGEST_DETAIL = 300;

/** What happened, as a failure tells it: one line, whatever a peer wrote into it. */
export function detailOf(text: string): string {
  return oneLine(text).slice(0, LONGEST_DETAIL);
}

/** What an HTTP status means where a stream was asked for. */
export function httpFailure(status: number, where: string): Omit<LinkFailure, 'everData'> {
  const cause = status === 401 || status === 403 ? 'unauthorised' : 'protocol';
  return { cause, detail: detailOf(`HTTP ${status} ${where}`) };
}

/** Names the cause of a socket's error, and says in a few words where it happened. */
export function failureOf(error: Error, where: string): Omit<LinkFailure, 'everData'> {
  const code = codeOf(error);
  return { cause: causeOf(code), detail: detailOf(`${code ?? error.message} ${where}`) };
}

function causeOf(code = ''): LinkFailure['cause'] {
  // Node's HTTP parser: the peer does not speak HTTP.
  return code.startsWith('HPE_') ? 'protocol' : (CAUSES[code] ?? 'error');
}

function codeOf(error: Error): string | undefined {
  if ('code' in error && typeof error.code === 'string') return error.code;
  // Several addresses tried, all in vain (happy eyeballs): the first tells as much as any.
  const inner = error instanceof AggregateError ? error.errors[0] : error.cause;
  return inner instanceof Error ? codeOf(inner) : undefined;
}
