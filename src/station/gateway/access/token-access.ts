import type { IncomingMessage } from 'node:http';
import { text } from '#core/texts/text';
import { rateKey } from '../../network/address';
import type { OwnHosts } from '../../network/own-hosts';
import { type Rate, RateLimit } from '../../network/rate-limit';
import { splitTarget } from '../http/target';
import { type AccessControl, type Admission, deny } from './access-control';
import { cookieName, type PresentedToken, presentedToken } from './presented-token';
import { isRead } from './read';
import { onwardPage, TOKEN_NEEDED_PAGE } from './token-pages';
import type { TokenStore } from './token-store';

const COOKIE_SECONDS = 30 * 24 * 3600;
const HTML = { 'Content-Type': 'text/html; charset=utf-8' };

/** How often one client may knock. */
export interface AccessRates {
  /** Of those who have no token, by their network; every request of theirs is refused in any case. */
  readonly strangers: Rate;
  /** Of those who have one, by token and address. */
  readonly guests: Rate;
  /** Wrong tokens: far fewer. A right one is let in all the same, so that a client cannot lock others out. */
  readonly wrongTokens: Rate;
}

export const ACCESS_RATES: AccessRates = {
  strangers: { burst: 60, perSecond: 5 },
  guests: { burst: 300, perSecond: 100 },
  wrongTokens: { burst: 5, perSecond: 0.1 },
};

export interface TokenAccessOptions {
  readonly tokens: TokenStore;
  readonly hosts: OwnHosts;
  readonly port: () => number;
  readonly secure: boolean;
  readonly rates?: AccessRates | undefined;
}

/** Access control of a listener that other machines can reach: every client needs a token, this machine's own programs too. */
export function tokenAccess({ tokens, hosts, port, secure, rates = ACCESS_RATES }: TokenAccessOptions): AccessControl {
  const strangers = new RateLimit(rates.strangers);
  const guests = new RateLimit(rates.guests);
  const wrongTokens = new RateLimit(rates.wrongTokens);

  /** A link whose code opens once becomes the token that its browser keeps. */
  function exchanged(presented: PresentedToken | undefined, opensPage: boolean): PresentedToken | undefined {
    const token = presented?.by === 'query' && opensPage ? tokens.exchange(presented.token) : undefined;
    return presented && token !== undefined ? { ...presented, token } : presented;
  }

  function enter(request: IncomingMessage, upgrade: boolean): Admission {
    const { headers, method } = request;
    const { path, query } = splitTarget(request.url);
    const opensPage = !upgrade && isRead(method) && wantsPage(request);
    const presented = exchanged(presentedToken(headers, query, port()), opensPage);
    const token = presented && tokens.find(presented.token);
    if (!presented || !token) {
      const network = rateKey(request.socket.remoteAddress);
      const waitS = strangers.take(network) || (presented ? wrongTokens.take(network) : 0);
      return waitS > 0 ? tooMany(waitS) : tokenNeeded(request, port());
    }
    const waitS = guests.take(`${token.id} ${request.socket.remoteAddress}`);
    if (waitS > 0) return tooMany(waitS);
    if (presented.by === 'query' && opensPage) {
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
        return deny(403, text('http.foreignName'));
      }
      const own = `${secure ? 'https' : 'http'}://${headers.host}`.toLowerCase();
      if ((upgrade || !isRead(method)) && headers.origin !== undefined && headers.origin.toLowerCase() !== own) {
        return deny(403, text('http.otherSite'));
      }
      return enter(request, upgrade);
    },
    stillAdmits: ({ tokenId }) => tokenId !== undefined && tokens.has(tokenId),
  };
}

function tokenNeeded(request: IncomingMessage, port: number): Admission {
  const headers = {
    // not shown: a header
    'WWW-Authenticate': 'Bearer realm="groundglass"',
    // A cookie that opens nothing any more is taken away, so that it does not count as a wrong token for ever.
    ...(request.headers.cookie?.includes(cookieName(port)) && {
      'Set-Cookie': writeCookie(cookieName(port), '', 0, false),
    }),
  };
  if (!wantsPage(request)) return deny(401, text('http.tokenNeeded'), headers);
  return { in: false, reply: { status: 401, headers: { ...HTML, ...headers }, body: TOKEN_NEEDED_PAGE } };
}

function tooMany(waitS: number): Admission {
  return deny(429, text('http.tooManyRequests'), { 'Retry-After': String(waitS) });
}

function wantsPage({ headers }: IncomingMessage): boolean {
  return headers.accept?.includes('text/html') ?? false;
}

function writeCookie(name: string, value: string, seconds: number, secure: boolean): string {
  // not shown: a header
  return `${name}=${value}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${seconds}${secure ? '; Secure' : ''}`;
}

/** `//evil.example` and `/\\evil.example` would lead to another host. */
function samePlace(path: string): string {
  return /^\/(?![/\\])[!-[\]-~]*$/.test(path) ? path : '/';
}
