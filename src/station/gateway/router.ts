/** What a router finds: the route, and the parameters of its path, percent-decoded. */
export interface Found<R> {
  readonly route: R;
  readonly params: Readonly<Record<string, string>>;
}

/** Finds routes by path. Literal segments win over parameters; a path is matched whole. */
export class Router<R extends { readonly path: string }> {
  readonly #routes: { readonly route: R; readonly segments: readonly string[] }[];

  constructor(routes: readonly R[]) {
    this.#routes = routes
      .map((route) => ({ route, segments: route.path.split('/') }))
      .sort((a, b) => parameters(a.segments) - parameters(b.segments));
  }

  /** All routes at a path, whatever their methods. */
  find(path: string): readonly Found<R>[] {
    const given = path.split('/');
    return this.#routes.flatMap(({ route, segments }) => {
      const params = match(segments, given);
      return params ? [{ route, params }] : [];
    });
  }
}

function parameters(segments: readonly string[]): number {
  return segments.filter((segment) => segment.startsWith(':')).length;
}

function match(segments: readonly string[], given: readonly string[]): Record<string, string> | undefined {
  if (segments.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, segment] of segments.entries()) {
    const value = given[index] ?? '';
    if (!segment.startsWith(':')) {
      if (segment !== value) return undefined;
      continue;
    }
    const decoded = decode(value);
    if (!decoded) return undefined;
    params[segment.slice(1)] = decoded;
  }
  return params;
}

function decode(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
