import { z } from 'zod';
import { text } from '../texts/text';
import { parseEndpoint } from './endpoint';
import { filePath, kindOf, parsed, repeatable, toggle } from './flag';
import { STATION, settingsIn } from './setting';

const NAME_PATTERN = /^[A-Za-z0-9]([A-Za-z0-9-]{0,62}[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]{0,62}[A-Za-z0-9])?)*$/;

/** Where a gateway listens. */
export const listenKind = parsed('ADDR:PORT', text('allowed.listen'), parseEndpoint);

/** A gateway for others as a person switched it on. */
const servingKind = kindOf(
  '',
  text('allowed.serving'),
  z.object({
    address: z.string().regex(/^[^\s/?#@[\]]{1,253}$/),
    port: z.number().int().min(0).max(65535),
    tls: z.boolean(),
  }),
);

/** How a gateway that other machines can reach is reached, for every command that has one. */
export const ACCESS_FLAGS = settingsIn('gateway', STATION, {
  publicNames: {
    label: 'setting.publicNames',
    kind: repeatable(
      parsed('NAME', text('allowed.dnsName'), (value) =>
        value.length <= 253 && NAME_PATTERN.test(value) ? value : undefined,
      ),
    ),
    flag: 'public-name',
    description: 'setting.publicNames.about',
    default: [],
  },
  tls: {
    label: 'setting.tls',
    kind: toggle,
    description: 'setting.tls.about',
    default: false,
  },
  tlsCert: {
    label: 'setting.tlsCert',
    kind: filePath,
    description: 'setting.tlsCert.about',
  },
  tlsKey: { label: 'setting.tlsKey', kind: filePath, description: 'setting.tlsKey.about' },
  serving: {
    label: 'setting.serving',
    kind: servingKind,
    description: 'setting.serving.about',
    only: 'file',
  },
});
