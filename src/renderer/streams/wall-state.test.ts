import { describe, expect, it } from 'vitest';
import { initialWall, moveTile, neighbour, showsWall, visibleTiles, type WallState, withStreams } from './wall-state';

const wallOf = (ids: string, more: Partial<WallState> = {}): WallState => ({
  ...withStreams(initialWall(undefined), ids.split('')),
  ...more,
});

describe('the wall', () => {
  it('stands where there are several streams, until a person wants one picture', () => {
    expect(showsWall(wallOf('ab'))).toBe(true);
    expect(showsWall(wallOf('a'))).toBe(false);
    expect(showsWall(wallOf('ab', { isEnlarged: true }))).toBe(false);
  });

  it('stands at the start where the first streams are several, unless it was left closed', () => {
    const undecided = initialWall(undefined);
    expect(showsWall(withStreams(withStreams(undecided, []), ['a', 'b']))).toBe(true);
    expect(showsWall(withStreams(withStreams(undecided, ['a']), ['a', 'b']))).toBe(false);
    expect(showsWall(withStreams(initialWall({ isOpen: false, layout: 4, order: [] }), ['a', 'b']))).toBe(false);
  });

  it('keeps the places of streams that go and come back, and puts new ones last', () => {
    const wall = withStreams(wallOf('abc'), ['c', 'd']);
    expect(wall.tiles).toEqual(['c', 'd']);
    expect(withStreams(wall, ['d', 'c', 'b', 'a']).tiles).toEqual(['a', 'b', 'c', 'd']);
  });

  it('forgets the places of streams that are gone when there are too many to remember', () => {
    let wall = initialWall(undefined);
    for (let at = 0; at < 300; at++) wall = withStreams(wall, [`s${at}`]);
    expect(wall.order.length).toBeLessThanOrEqual(256);
    expect(wall.tiles).toEqual(['s299']);
  });

  it('shows the page that has the chosen tile', () => {
    const wall = wallOf('abcdefg', { layout: 4 });
    expect(visibleTiles(wall)).toEqual(['a', 'b', 'c', 'd']);
    expect(visibleTiles({ ...wall, chosen: 'f' })).toEqual(['e', 'f', 'g']);
    expect(visibleTiles({ ...wall, chosen: 'gone' })).toEqual(['a', 'b', 'c', 'd']);
    expect(visibleTiles({ ...wall, layout: 1, chosen: 'c' })).toEqual(['c']);
    expect(visibleTiles({ ...wall, layout: 'all' })).toHaveLength(7);
  });

  it('moves a tile to another place, and remembers it', () => {
    const moved = moveTile(wallOf('abcd'), 'a', 2);
    expect(moved.tiles).toEqual(['b', 'c', 'a', 'd']);
    expect(withStreams(moved, ['a', 'b', 'c', 'd']).tiles).toEqual(['b', 'c', 'a', 'd']);
    expect(moveTile(moved, 'd', 0).tiles).toEqual(['d', 'b', 'c', 'a']);
  });

  it('leaves a tile where it is when there is no such place, or no such tile', () => {
    const wall = wallOf('ab');
    expect(moveTile(wall, 'a', -1)).toBe(wall);
    expect(moveTile(wall, 'b', 2)).toBe(wall);
    expect(moveTile(wall, 'c', 0)).toBe(wall);
  });

  it.each([
    [0, 'right', 1],
    [0, 'down', 3],
    [2, 'right', 3],
    [3, 'left', 2],
    [4, 'up', 1],
    [0, 'left', 0],
    [1, 'up', 1],
    [6, 'down', 6],
    [6, 'right', 6],
  ] as const)('goes from tile %i %s to tile %i, in three columns of seven', (index, direction, to) => {
    expect(neighbour(index, direction, 3, 7)).toBe(to);
  });
});
