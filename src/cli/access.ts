import path from 'node:path';
import type { GatewaySettings } from '#core/settings/command';
import { isLoopback } from '#core/settings/endpoint';
import { english } from '#core/texts/english';
import type { PlainTextId } from '#core/texts/text';
import { TokenStore } from '#station/gateway/access/token-store';
import type { Gateway, GatewayOptions } from '#station/gateway/gateway';
import type { TlsIdentity } from '#station/gateway/listener';
import { fingerprint, keptIdentity, readIdentity } from '#station/gateway/tls/identity';
import { machineNames } from '#station/network/own-hosts';
import { settingsFolder } from './environment';
import { qrCode } from './qr-code';

/** What of the settings says how a gateway is reached. */
export type AccessSettings = Pick<GatewaySettings, 'listen' | 'publicNames' | 'tls' | 'tlsCert' | 'tlsKey'>;
type Access = Pick<GatewayOptions, 'listen' | 'publicNames' | 'tokens' | 'tls'>;

/** The tokens of this user's gateways. @throws where their file is broken */
export function openTokens(): TokenStore {
  return new TokenStore(path.join(settingsFolder(), 'access.json'));
}

/** What the settings mean for a gateway. @throws an error for people where a file is missing or broken */
export function openAccess(settings: AccessSettings): Access {
  const { listen, publicNames } = settings;
  return {
    listen,
    publicNames,
    tls: openIdentity(settings),
    tokens: isLoopback(listen.address) ? undefined : openTokens(),
  };
}

function openIdentity({ tls, tlsCert, tlsKey, publicNames }: AccessSettings): TlsIdentity | undefined {
  if (tlsCert !== undefined && tlsKey !== undefined) return readIdentity(tlsCert, tlsKey);
  if (tlsCert !== undefined || tlsKey !== undefined) throw new Error('--tls-cert and --tls-key go together');
  return tls ? keptIdentity(settingsFolder(), [...new Set([...publicNames, ...machineNames()])]) : undefined;
}

/**
 * What to tell the person who started a gateway: its addresses, its fingerprint, and on the first start links that let
 * others in. Making these is what makes it the first start.
 *
 * @param isTerminal whether a QR code can be shown
 */
export function describeAccess(gateway: Gateway, { tls, tokens }: Access, isTerminal: boolean): string {
  const lines = [english('access.at', { urls: gateway.urls.join(' and ') })];
  if (tls) lines.push(english('access.fingerprint', { print: fingerprint(tls.cert) }));
  if (tokens && !tls) {
    lines.push(english('access.noTls'));
  }
  if (tokens && tokens.list().length > 0) {
    lines.push(english('access.anotherLink'));
  } else if (tokens) {
    const link = (role: 'viewer' | 'admin') => `${gateway.url}?token=${tokens.make(role).token}`;
    const watch = link('viewer');
    lines.push(english('access.links'));
    lines.push(linkLine('access.toWatch', watch), linkLine('access.toChange', link('admin')));
    // Browsers give a page its camera over HTTPS alone.
    if (tls) lines.push(linkLine('access.phone', phoneLink(gateway, tokens.make('publisher').token)));
    if (isTerminal) lines.push(qrCode(watch));
  }
  return lines.join('\n');
}

/** `  to watch:            https://…`: the links stand below each other. */
function linkLine(label: PlainTextId, link: string): string {
  return `  ${`${english(label)}:`.padEnd(20)} ${link}`;
}

/** Where a phone becomes a camera of the station. */
function phoneLink(gateway: Gateway, token: string): string {
  return `${gateway.url}phone/?token=${token}`;
}

/** A link for this machine's own window: its code opens once, and the token that it becomes ends with this process. */
export function ownLink(gateway: Gateway, { tokens }: Access, query: string): string {
  const url = new URL(query, gateway.urls.at(-1));
  if (tokens) url.searchParams.set('token', tokens.makeOnce('admin'));
  return url.href;
}
