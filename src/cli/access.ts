import path from 'node:path';
import type { GatewaySettings } from '#core/settings/command';
import { isLoopback } from '#core/settings/endpoint';
import { machineNames } from '#station/gateway/access/own-hosts';
import { TokenStore } from '#station/gateway/access/token-store';
import type { Gateway, GatewayOptions } from '#station/gateway/gateway';
import type { TlsIdentity } from '#station/gateway/listener';
import { fingerprint, keptIdentity, readIdentity } from '#station/gateway/tls/identity';
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
  const lines = [`The viewer is at ${gateway.urls.join(' and ')} (Ctrl+C ends)`];
  if (tls) lines.push(`SHA-256 fingerprint of its certificate: ${fingerprint(tls.cert)}`);
  if (tokens && !tls) {
    lines.push('Without --tls whoever can listen in on the network sees pictures and tokens.');
  }
  if (tokens && tokens.list().length > 0) {
    lines.push('Clients need a token. For another link: groundglass token new');
  } else if (tokens) {
    const link = (role: 'viewer' | 'admin') => `${gateway.url}?token=${tokens.make(role).token}`;
    const watch = link('viewer');
    lines.push('Clients need a token. These links are shown this once:');
    lines.push(`  to watch:            ${watch}`, `  to change things:    ${link('admin')}`);
    // Browsers give a page its camera over HTTPS alone.
    if (tls) lines.push(`  a phone as a camera: ${phoneLink(gateway, tokens.make('publisher').token)}`);
    if (isTerminal) lines.push(qrCode(watch));
  }
  return lines.join('\n');
}

/** Where a phone becomes a camera of the station. */
function phoneLink(gateway: Gateway, token: string): string {
  return `${gateway.url}phone/?token=${token}`;
}

/** A link for this machine's own window, whose token ends with this process. */
export function ownLink(gateway: Gateway, { tokens }: Access, query: string): string {
  const url = new URL(query, gateway.urls.at(-1));
  if (tokens) url.searchParams.set('token', tokens.makePassing('admin'));
  return url.href;
}
