import { describe, expect, it } from 'vitest';
import { Router } from './router';

const router = new Router([
  { path: '/api/streams/:id', name: 'one' },
  { path: '/api/streams/new', name: 'new' },
  { path: '/api/streams', name: 'all' },
]);

describe('a path', () => {
  it('finds its route and its decoded parameters', () => {
    expect(router.find('/api/streams')).toMatchObject([{ route: { name: 'all' }, params: {} }]);
    expect(router.find('/api/streams/pi%3A%2F%2F10.0.0.7%3A8000')).toMatchObject([
      { route: { name: 'one' }, params: { id: 'pi://10.0.0.7:8000' } },
    ]);
  });

  it('prefers a literal to a parameter', () => {
    expect(router.find('/api/streams/new').map(({ route }) => route.name)).toEqual(['new', 'one']);
  });

  it.each(['/', '/api', '/api/streams/', '/api/streams/a/b', '/api/streams/%', '/API/streams', ''])(
    'finds nothing for “%s”',
    (path) => {
      expect(router.find(path)).toEqual([]);
    },
  );
});
