import { describe, expect, it } from 'vitest';
import { type LinkSample, nextLevel, worst } from '@/features/live-session/call/link-level';

const good: LinkSample = { connected: true, loss: 0, roundTrip: 60, room: 900_000 };
const lossy: LinkSample = { connected: true, loss: 0.2, roundTrip: 60 };
const narrow: LinkSample = { connected: true, loss: 0, roundTrip: 60, room: 64_000 };
const gone: LinkSample = { connected: false };
const times = (count: number, sample: LinkSample) => Array.from({ length: count }, () => sample);

describe('what a link carries', () => {
  it('gives up the picture when three looks in a row were poor, and not before', () => {
    expect(nextLevel('video', times(2, lossy))).toBe('video');
    expect(nextLevel('video', [...times(5, good), ...times(3, lossy)])).toBe('audio');
    expect(nextLevel('video', times(3, narrow))).toBe('audio');
    expect(nextLevel('video', [lossy, good, lossy, lossy])).toBe('video');
  });

  it('takes the picture back after eight good looks', () => {
    expect(nextLevel('audio', times(7, good))).toBe('audio');
    expect(nextLevel('audio', [lossy, ...times(7, good)])).toBe('audio');
    expect(nextLevel('audio', times(8, good))).toBe('video');
  });

  it('leaves words when nothing is connected, and sound comes back before the picture', () => {
    expect(nextLevel('video', times(3, gone))).toBe('chat');
    expect(nextLevel('audio', times(3, gone))).toBe('chat');
    expect(nextLevel('chat', [gone, gone, good])).toBe('chat');
    expect(nextLevel('chat', times(3, good))).toBe('audio');
  });

  it('suits the worst of all links', () => {
    expect(worst([good, lossy, narrow])).toEqual({ connected: true, loss: 0.2, roundTrip: 60, room: 64_000 });
    expect(worst([gone, good]).connected).toBe(true);
    expect(worst([gone]).connected).toBe(false);
  });
});
