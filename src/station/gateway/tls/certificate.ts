import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { isIP } from 'node:net';
import { ipv6Groups } from '../../network/address';
import type { TlsIdentity } from '../listener';
import { bitString, der, explicit, implicit, integer, octetString, oid, sequence, set, time, utf8String } from './der';

const OID = {
  commonName: '2.5.4.3',
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
  subjectAltName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  keyUsage: '2.5.29.15',
  extendedKeyUsage: '2.5.29.37',
  serverAuth: '1.3.6.1.5.5.7.3.1',
} as const;
const TRUE = der(0x01, Buffer.from([0xff]));
const DAY_MS = 24 * 3600 * 1000;
/** Browsers refuse certificates that live longer than 398 days. */
const LIFE_DAYS = 397;

/**
 * Makes a key (P-256) and a certificate that it signs itself (X.509 v3, RFC 5280), for TLS servers alone.
 *
 * @param names DNS names and IP addresses under which the server is reached
 */
export function makeIdentity(names: readonly string[], now = new Date()): TlsIdentity {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const algorithm = sequence(oid(OID.ecdsaWithSha256));
  // not shown: the name in a certificate
  const issuer = sequence(set(sequence(oid(OID.commonName), utf8String('Groundglass gateway'))));
  const from = new Date(now.getTime() - DAY_MS);
  const to = new Date(from.getTime() + LIFE_DAYS * DAY_MS);
  const body = sequence(
    explicit(0, integer(Buffer.from([2]))),
    integer(serialNumber()),
    algorithm,
    issuer,
    sequence(time(from), time(to)),
    issuer,
    publicKey.export({ type: 'spki', format: 'der' }),
    explicit(3, extensions(names)),
  );
  const certificate = sequence(body, algorithm, bitString(sign('sha256', body, privateKey)));
  return { cert: pem('CERTIFICATE', certificate), key: String(privateKey.export({ type: 'pkcs8', format: 'pem' })) };
}

/** 127 random bits that begin with a one, so that they are positive and as short as can be (RFC 5280, 4.1.2.2). */
function serialNumber(): Buffer {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return bytes;
}

function extensions(names: readonly string[]): Buffer {
  const digitalSignature = bitString(Buffer.from([0x80]), 7);
  return sequence(
    sequence(oid(OID.basicConstraints), TRUE, octetString(sequence())),
    sequence(oid(OID.keyUsage), TRUE, octetString(digitalSignature)),
    sequence(oid(OID.extendedKeyUsage), octetString(sequence(oid(OID.serverAuth)))),
    sequence(oid(OID.subjectAltName), octetString(sequence(...names.map(generalName)))),
  );
}

/** `dNSName` or `iPAddress` (RFC 5280, 4.2.1.6). */
function generalName(name: string): Buffer {
  switch (isIP(name)) {
    case 4:
      return implicit(7, Buffer.from(name.split('.').map(Number)));
    case 6:
      return implicit(7, Buffer.from(ipv6Groups(name).flatMap((group) => [group >> 8, group & 0xff])));
    default:
      return implicit(2, Buffer.from(name, 'ascii'));
  }
}

function pem(label: string, bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
  // not shown: a file format
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}
