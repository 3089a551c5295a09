import { port } from '#core/settings/flag';
import { hostKind } from '#core/settings/host';
import { isDevicePath } from '#core/settings/serial-device';
import type { DialledSource } from '#core/settings/source-row';
import { SOURCES, type SourceScheme } from '#core/settings/source-table';
import { isStreamName, parseTelemetryUrl } from '#core/settings/source-url';
import { type Text, text, verbatim } from '#core/texts/text';

/** What is asked for one field of a source's address. */
export interface SourceField {
  /** `host`, `port`, `path`, `name`, or `parameter NAME`. */
  readonly key: string;
  readonly label: Text;
  readonly initial: string;
  readonly isRequired: boolean;
  /** Where it is one of a few words. */
  readonly choices?: readonly string[];
  readonly hint?: Text;
  /** It is not to be read over a shoulder. */
  readonly isSecret?: true;
  /** @returns what is wrong with a text, or `undefined` */
  readonly wrong: (written: string) => Text | undefined;
}

const PARAMETER = 'parameter ';

export function schemeOf(scheme: SourceScheme): DialledSource {
  return SOURCES[scheme];
}

/** The fields of a kind of source, in the order of its URL. */
export function fieldsOf(scheme: SourceScheme): readonly SourceField[] {
  const { device, port: usualPort, path, parameters, example, gives, hasCredentials } = schemeOf(scheme);
  return [
    ...(device ? [DEVICE_FIELD] : [HOST_FIELD, portField(usualPort), ...(path ? [pathField(example)] : [])]),
    ...(hasCredentials ? CREDENTIALS : []),
    ...Object.entries(parameters).map(([name, { kind, fallback, label, required }]): SourceField => {
      const isRequired = required === true || fallback !== '';
      const choices = kind.placeholder.includes('|') ? kind.placeholder.split('|') : undefined;
      return {
        ...{ key: PARAMETER + name, label: label ? text(label) : verbatim(name), initial: fallback, isRequired },
        ...(choices && { choices }),
        wrong: (written) =>
          (written !== '' || isRequired) && kind.fromText(written) === undefined
            ? text('dialog.give', { what: kind.allowed })
            : undefined,
      };
    }),
    ...(gives === 'telemetry' ? [] : [VEHICLE_FIELD]),
    {
      ...{ key: 'name', label: text('dialog.name'), initial: '', isRequired: false, hint: text('cameras.nameHint') },
      wrong: (written) => (written === '' || isStreamName(written) ? undefined : text('cameras.nameWrong')),
    },
  ];
}

/** Who asks, where the other side wants to know it. */
const CREDENTIALS: readonly SourceField[] = [
  { key: 'user', label: text('cameras.user'), initial: '', isRequired: false, wrong: () => undefined },
  {
    key: 'password',
    label: text('cameras.password'),
    initial: '',
    isRequired: false,
    isSecret: true,
    wrong: () => undefined,
  },
];

const HOST_FIELD: SourceField = {
  ...{ key: 'host', label: text('cameras.address'), initial: '', isRequired: true, hint: text('dialog.hostHint') },
  wrong: (written) =>
    hostKind.fromText(written) === undefined ? text('dialog.give', { what: hostKind.allowed }) : undefined,
};

/** In place of host and port. */
const DEVICE_FIELD: SourceField = {
  ...{ key: 'path', label: text('sources.serialDevice'), initial: '/dev/ttyUSB0', isRequired: true },
  hint: text('sources.serialDeviceHint'),
  wrong: (written) => (isDevicePath(written) ? undefined : text('dialog.give', { what: text('allowed.serialDevice') })),
};

function portField(usual: number): SourceField {
  return {
    ...{ key: 'port', label: text('cameras.port'), initial: String(usual), isRequired: true },
    wrong: (written) =>
      port().fromText(written) === undefined ? text('dialog.give', { what: port().allowed }) : undefined,
  };
}

/** Where its telemetry comes from, if not from the source itself. */
const VEHICLE_FIELD: SourceField = {
  ...{ key: 'vehicle', label: text('sources.vehicleTelemetry'), initial: '', isRequired: false },
  hint: text('sources.vehicleTelemetryHint'),
  wrong: (written) => {
    const read = written === '' ? undefined : parseTelemetryUrl(written);
    return read && !read.ok ? text('dialog.give', { what: text('allowed.telemetrySource') }) : undefined;
  },
};

/** What stands behind a `?` goes to the server as it is. */
function pathField(example: string): SourceField {
  const path = /:\/\/[^/]+(\/[^?]*)/.exec(example)?.[1] ?? '/';
  return {
    ...{
      key: 'path',
      label: text('cameras.path'),
      initial: '',
      isRequired: false,
      hint: text('cameras.pathHint', { path }),
    },
    wrong: (written) => (written === '' || /^\/[^\s#]*$/.test(written) ? undefined : text('cameras.pathWrong')),
  };
}

/** The URL that the fields' texts mean; whether it is right `parseSourceUrl` says. @param written a field's text, by its key */
export function urlOf(scheme: SourceScheme, written: (key: string) => string, isLazy: boolean): string {
  const host = written('host').trim();
  const address = host.includes(':') ? `[${host}]` : host;
  const query = fieldsOf(scheme)
    .filter(({ key }) => key.startsWith(PARAMETER))
    .map(({ key }) => [key.slice(PARAMETER.length), written(key).trim()] as const)
    .concat([
      ['name', written('name').trim()] as const,
      ['lazy', isLazy ? '1' : ''] as const,
      ['vehicle', written('vehicle').trim()] as const,
    ])
    .filter(([, value]) => value !== '')
    .map(([key, value]) => `${key}=${encodeURIComponent(value)}`)
    .join('&');
  const path = written('path').trim();
  const joint = query === '' ? '' : path.includes('?') ? '&' : '?';
  const [user, password] = [written('user').trim(), written('password')];
  const who = user === '' && password === '' ? '' : `${encodeURIComponent(user)}:${encodeURIComponent(password)}@`;
  const place = schemeOf(scheme).device ? '' : `${who}${address}:${written('port').trim()}`;
  return `${scheme}://${place}${path}${joint}${query}`;
}
