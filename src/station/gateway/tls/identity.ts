import { createHash, createPrivateKey, X509Certificate } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { reasonOf } from '#core/reason-of';
import { writePrivately } from '../access/private-file';
import type { TlsIdentity } from '../listener';
import { makeIdentity } from './certificate';

/** A made certificate is replaced this long before it ends. */
const RENEW_MS = 30 * 24 * 3600 * 1000;

/**
 * Reads a certificate and its key.
 *
 * @throws an error for people where one cannot be read, or they do not belong together
 */
export function readIdentity(certFile: string, keyFile: string): TlsIdentity {
  const identity = { cert: readFileSync(certFile, 'utf8'), key: readFileSync(keyFile, 'utf8') };
  let fits: boolean;
  try {
    fits = new X509Certificate(identity.cert).checkPrivateKey(createPrivateKey(identity.key));
  } catch (error) {
    throw new Error(`${certFile} and ${keyFile}: ${reasonOf(error)}`);
  }
  if (!fits) throw new Error(`${keyFile} is not the key of ${certFile}`);
  return identity;
}

/**
 * The certificate that this machine made for itself: the same as last time, so that those who trusted its fingerprint
 * need not again, or a new one where there is none or it soon ends.
 *
 * @param folder where it is kept
 * @param names that a new one is made for
 */
export function keptIdentity(folder: string, names: readonly string[]): TlsIdentity {
  const certFile = path.join(folder, 'tls-cert.pem');
  const keyFile = path.join(folder, 'tls-key.pem');
  if (existsSync(certFile) && existsSync(keyFile)) {
    const kept = readIdentity(certFile, keyFile);
    if (Date.parse(new X509Certificate(kept.cert).validTo) - Date.now() > RENEW_MS) return kept;
  }
  const made = makeIdentity(names);
  writePrivately(keyFile, made.key);
  writePrivately(certFile, made.cert);
  return made;
}

/** SHA-256 of a certificate as browsers show it: `AB:CD:…`. */
export function fingerprint(cert: string): string {
  return new X509Certificate(cert).fingerprint256;
}

/** SHA-256 of a certificate's public key (SubjectPublicKeyInfo), base64: how a browser is told to trust that very key. */
export function publicKeyPin(cert: string): string {
  const key = new X509Certificate(cert).publicKey.export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(key).digest('base64');
}
