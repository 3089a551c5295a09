import { port } from '#core/settings/flag';
import { hostKind } from '#core/settings/host';
import { type SchemeDescription, SOURCE_SCHEMES, type SourceScheme } from '#core/settings/source-schemes';
import { isStreamName } from '#core/settings/source-url';

/** What is asked for one field of a source's address. */
export interface SourceField {
  /** `host`, `port`, `path`, `name`, or `parameter NAME`. */
  readonly key: string;
  readonly label: string;
  readonly initial: string;
  readonly isRequired: boolean;
  /** Where it is one of a few words. */
  readonly choices?: readonly string[];
  readonly hint?: string;
  /** @returns what is wrong with a text, or `undefined` */
  readonly wrong: (text: string) => string | undefined;
}

const PARAMETER = 'parameter ';
const LABEL_OF_PATH = 'Path';

export function schemeOf(scheme: SourceScheme): SchemeDescription {
  return SOURCE_SCHEMES[scheme];
}

/** The fields of a kind of source, in the order of its URL. */
export function fieldsOf(scheme: SourceScheme): readonly SourceField[] {
  const { port: usualPort, path, parameters, example } = schemeOf(scheme);
  return [
    {
      ...{ key: 'host', label: 'Address', initial: '', isRequired: true, hint: 'A host name or an IP address.' },
      wrong: (text) => (hostKind.fromText(text) === undefined ? `Give ${hostKind.allowed}.` : undefined),
    },
    {
      ...{ key: 'port', label: 'Port', initial: String(usualPort), isRequired: true },
      wrong: (text) => (port().fromText(text) === undefined ? `Give ${port().allowed}.` : undefined),
    },
    ...(path ? [pathField(example)] : []),
    ...Object.entries(parameters).map(([name, { kind, fallback, label, required }]): SourceField => {
      const isRequired = required === true || fallback !== '';
      const choices = kind.placeholder.includes('|') ? kind.placeholder.split('|') : undefined;
      return {
        ...{ key: PARAMETER + name, label: label ?? name, initial: fallback, isRequired },
        ...(choices && { choices }),
        wrong: (text) =>
          (text !== '' || isRequired) && kind.fromText(text) === undefined ? `Give ${kind.allowed}.` : undefined,
      };
    }),
    {
      ...{ key: 'name', label: 'Name', initial: '', isRequired: false, hint: 'Its address, where you give none.' },
      wrong: (text) => (text === '' || isStreamName(text) ? undefined : 'Give at most 100 characters.'),
    },
  ];
}

function pathField(example: string): SourceField {
  const path = /:\/\/[^/]+(\/[^?]*)/.exec(example)?.[1] ?? '/';
  return {
    ...{ key: 'path', label: LABEL_OF_PATH, initial: '', isRequired: false, hint: `Such as ${path}` },
    wrong: (text) => (text === '' || /^\/[^\s?#]*$/.test(text) ? undefined : 'Begin with / and use no space, ? or #.'),
  };
}

/** The URL that the fields' texts mean; whether it is right `parseSourceUrl` says. @param text a field's, by its key */
export function urlOf(scheme: SourceScheme, text: (key: string) => string, isLazy: boolean): string {
  const host = text('host').trim();
  const address = host.includes(':') ? `[${host}]` : host;
  const query = fieldsOf(scheme)
    .filter(({ key }) => key.startsWith(PARAMETER))
    .map(({ key }) => [key.slice(PARAMETER.length), text(key).trim()] as const)
    .concat([['name', text('name').trim()] as const, ['lazy', isLazy ? '1' : ''] as const])
    .filter(([, value]) => value !== '')
    .map(([key, value]) => `${key}=${encodeURIComponent(value)}`)
    .join('&');
  return `${scheme}://${address}:${text('port').trim()}${text('path').trim()}${query === '' ? '' : `?${query}`}`;
}
