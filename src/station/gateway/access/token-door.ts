import type { IncomingMessage } from 'node:http';
import { splitTarget } from '../http/target';
import { rateKey } from './address';
import { type Admission, type Door, keepOut } from './door';
import type { OwnHosts } from './own-hosts';
import { cookieName, presentedToken } from './presented-token';
import { type Rate, RateLimit } from './rate-limit';
import { isRead } from './read';
import { onwardPage, TOKEN_NEEDED_PAGE } from './token-pages';
import type { TokenStore } from './token-store';

const COOKIE_SECONDS = 30 * 24 * 3600;
const HTML = { 'Content-Type': 'text/html; charset=utf-8' };

/** How often one client may knock. */
export interface DoorRates {
  /** Of those who have no token, by their network; every request of theirs is refused in any case. */
  readonly strangers: Rate;
  /** Of those who have one, by token and address. */
  readonly guests: Rate;
  /** Wrong tokens: far fewer. A right one is let in all the same, so that nobody can lock others out. */
  readonly wrongTokens: Rate;
}

export const DOOR_RATES: DoorRates = {
  strangers: { burst: 60, perSecond: 5 },
  guests: { burst: 300, perSecond: 100 },
  wrongTokens: { burst: 5, perSecond: 0.1 },
};

export interface TokenDoorOptions {
  readonly tokens: TokenStore;
  readonly hosts: OwnHosts;
  readonly port: () => number;
  readonly secure: boolean;
  readonly rates?: DoorRates | undefined;
}

/** The door of a listener that other machines can reach: whoever comes needs a token, this machine's own programs too. */
export function tokenDoor({ tokens, hosts, port, secure, rates = DOOR_RATES }: TokenDoorOptions): Door {
  const strangers = new RateLimit(rates.strangers);
  const guests = new RateLimit(rates.guests);
  const wrongTokens = new RateLimit(rates.wrongTokens);

  function enter(request: IncomingMessage, upgrade: boolean): Admission {
    const { headers, method } = request;
    const { path, query } = splitTarget(request.url);
    const presented = presentedToken(headers, query, port());
    const token = presented && tokens.find(presented.token);
    if (!presented || !token) {
      const network = rateKey(request.socket.remoteAddress);
      const waitS = strangers.take(network) || (presented ? wrongTokens.take(network) : 0);
      return waitS > 0 ? tooMany(waitS) : tokenNeeded(request, port());
    }
    const waitS = guests.take(`${token.id} ${request.socket.remoteAddress}`);
    if (waitS > 0) return tooMany(waitS);
    if (presented.by === 'query' && !upgrade && isRead(method) && wantsPage(request)) {
      query.delete('token');
      const rest = query.size === 0 ? '' : `?${query}`;
      const cookie = writeCookie(cookieName(port()), presented.token, COOKIE_SECONDS, secure);
      return {
        in: false,
        reply: { status: 200, headers: { ...HTML, 'Set-Cookie': cookie }, body: onwardPage(samePlace(path) + rest) },
      };
    }
    return { in: true, access: { role: token.role, tokenId: token.id } };
  }

  return {
    admit(request, upgrade) {
      const { headers, method } = request;
      if (!hosts.has(headers.host, port(), secure ? 443 : 80)) {
        return keepOut(403, 'This name is not one of this station’s; see --public-name.');
      }
      const own = `${secure ? 'https' : 'http'}://${headers.host}`.toLowerCase();
      if ((upgrade || !isRead(method)) && headers.origin !== undefined && headers.origin.toLowerCase() !== own) {
        return keepOut(403, 'Pages of other sites may not do this.');
      }
      return enter(request, upgrade);
    },
    stillLetsIn: ({ tokenId }) => tokenId !== undefined && tokens.has(tokenId),
  };
}

function tokenNeeded(request: IncomingMessage, port: number): Admission {
  const headers = {
    'WWW-Authenticate': 'Bearer realm="groundglass"',
    // A cookie that opens nothing any more is taken away, so that it does not count as a wrong token for ever.
    ...(request.headers.cookie?.includes(cookieName(port)) && {
      'Set-Cookie': writeCookie(cookieName(port), '', 0, false),
    }),
  };
  if (!wantsPage(request)) return keepOut(401, 'A token is needed.', headers);
  return { in: false, reply: { status: 401, headers: { ...HTML, ...headers }, body: TOKEN_NEEDED_PAGE } };
}

function tooMany(waitS: number): Admission {
  return keepOut(429, 'Too many requests.', { 'Retry-After': String(waitS) });
}

function wantsPage({ headers }: IncomingMessage): boolean {
  return headers.accept?.includes('text/html') ?? false;
}

function writeCookie(name: string, value: string, seconds: number, secure: boolean): string {
  return `${name}=${value}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${seconds}${secure ? '; Secure' : ''}`;
}

/** `//evil.example` and `/\\evil.example` would lead to another host. */
function samePlace(path: string): string {
  return /^\/(?![/\\])[!-[\]-~]*$/.test(path) ? path : '/';
}
