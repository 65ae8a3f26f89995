import { describe, expect, it } from 'vitest';
import { isElsewhere, type Place, type Stay, seatOf, viewOf } from '@/features/live-session/call/stay';

const one: Place = { id: 'c-1', kind: 'imaging', number: 'HZ0001' };
const two: Place = { id: 'c-2', kind: 'clinical', number: 'HZ0002' };
const up = (visited: Place | undefined): Stay => ({ visited, place: one, phase: 'in' });

describe('where a tab sits', () => {
  it('sits in the room of the case on the page, and nowhere without one', () => {
    expect(seatOf({ visited: two, phase: 'out' })).toBe(two);
    expect(seatOf({ visited: two, place: one, phase: 'out' })).toBe(two);
    expect(seatOf({ place: one, phase: 'out' })).toBeUndefined();
  });

  it('keeps the seat of a call that is up or coming up, whatever page is open', () => {
    for (const visited of [one, two, undefined]) {
      expect(seatOf(up(visited))).toBe(one);
      expect(seatOf({ ...up(visited), phase: 'joining' })).toBe(one);
    }
  });

  it('shows the room on its own page, also when that was read anew, and the small window elsewhere', () => {
    expect(viewOf(up({ ...one }))).toBe('room');
    expect(viewOf(up(two))).toBe('aside');
    expect(viewOf(up(undefined))).toBe('aside');
    expect(viewOf({ ...up(one), phase: 'out' })).toBe('none');
    expect(viewOf({ ...up(one), phase: 'joining' })).toBe('none');
  });

  it('only listens in another case while a call is up', () => {
    expect(isElsewhere(up(two), two.id)).toBe(true);
    expect(isElsewhere(up(one), one.id)).toBe(false);
    expect(isElsewhere({ ...up(two), phase: 'out' }, two.id)).toBe(false);
  });
});
