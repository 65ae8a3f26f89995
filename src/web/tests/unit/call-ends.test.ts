import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Call, type CallLine } from '@/features/live-session/call/call';
import type { Participant, Sent } from '@/shared/live/live';

const place = { id: 'c-1', kind: 'imaging', number: 'HZ0001' };

/** What a browser has and jsdom lacks; no media flows. */
class Link {
  connectionState = 'new';
  localDescription = null;
  getTransceivers = () => [];
  addTransceiver() {}
  async setLocalDescription() {}
  close() {}
}

/** A room as the hub keeps it: what one says to another is heard by that one. */
class HubRoom {
  readonly #hear = new Map<string, (sent: Sent) => void>();

  line(participantId: string): CallLine {
    return {
      participantId,
      onSignal: (listener) => {
        this.#hear.set(participantId, listener);
        return () => this.#hear.delete(participantId);
      },
      invoke: async <T>(method: string, to?: unknown, payload?: unknown) => {
        if (method === 'Signal') this.#hear.get(to as string)?.({ from: participantId, payload });
        return undefined as T;
      },
    };
  }
}

const names = ['yang', 'lin', 'zhou'];
const present: Participant[] = names.map((name) => ({ participantId: name, accountId: name, name }));
const stops: (() => void)[] = [];

/** So many people of one room, each in its call. */
async function inCall(count: number) {
  const room = new HubRoom();
  const calls = names.slice(0, count).map((name) => new Call(place, name, `device of ${name}`, room.line(name)));
  for (const call of calls) stops.push(call.listen());
  for (const call of calls) call.setPresent(present.slice(0, count));
  for (const call of calls) await call.join({ video: false });
  const [yang, lin, zhou] = calls as [Call, Call, Call];
  return { yang, lin, zhou };
}

beforeEach(() => {
  vi.stubGlobal('RTCPeerConnection', Link);
  vi.stubGlobal('MediaStream', class {});
  vi.stubGlobal('fetch', async () => new Response('{}', { headers: { 'Content-Type': 'application/json' } }));
});

afterEach(() => {
  for (const stop of stops.splice(0)) stop();
  vi.unstubAllGlobals();
});

describe('how a call ends', () => {
  it('ends for the last one and says why when the other hangs up, and asks no reason of who did', async () => {
    const { yang, lin } = await inCall(2);
    expect(yang.snapshot()).toMatchObject({ phase: 'in', met: true, others: [{ name: 'lin' }] });
    lin.hangUp();
    expect(yang.snapshot()).toMatchObject({ phase: 'out', ended: 'hungUp' });
    expect(lin.snapshot()).toMatchObject({ phase: 'out' });
    expect(lin.snapshot().ended).toBeUndefined();
  });

  it('goes on while one of the others is left', async () => {
    const { yang, lin, zhou } = await inCall(3);
    lin.hangUp();
    for (const [call, other] of [[yang, 'zhou'] as const, [zhou, 'yang'] as const])
      expect(call.snapshot()).toMatchObject({ phase: 'in', others: [{ name: other }] });
  });

  it('is told to the others when it ends for a reason from outside', async () => {
    const { yang, lin } = await inCall(2);
    lin.end('signedOut');
    expect(lin.snapshot()).toMatchObject({ phase: 'out', ended: 'signedOut' });
    expect(yang.snapshot()).toMatchObject({ phase: 'out', ended: 'hungUp' });
  });

  it('ends the link to whoever is put out of the room, and goes on with the rest', async () => {
    const { yang } = await inCall(3);
    yang.putOut('zhou');
    expect(yang.snapshot()).toMatchObject({ phase: 'in', others: [{ name: 'lin' }] });
  });

  it('waits for a page that was closed or loaded anew', async () => {
    const room = new HubRoom();
    const yang = new Call(place, 'yang', 'device of yang', room.line('yang'));
    stops.push(yang.listen());
    yang.setPresent(present.slice(0, 2));
    await yang.join({ video: false });
    const lin = room.line('lin');
    const says = (said: object) => lin.invoke('Signal', 'yang', { call: 'call of lin', ...said });
    const comes = () => says({ kind: 'hello', name: 'lin', device: 'device of lin', sending: {}, answered: true });
    await comes();
    await says({ kind: 'bye', page: true });
    expect(yang.snapshot()).toMatchObject({ phase: 'in', met: true, others: [] });
    await comes();
    expect(yang.snapshot()).toMatchObject({ phase: 'in', others: [{ name: 'lin' }] });
  });

  it('says that only the page goes away when it does', async () => {
    const { yang, lin } = await inCall(2);
    const heard: unknown[] = [];
    const room = new HubRoom();
    room.line('lin').onSignal(({ payload }) => heard.push(payload));
    const leaving = new Call(place, 'yang', 'device of yang', room.line('yang'));
    stops.push(leaving.listen());
    leaving.setPresent(present.slice(0, 2));
    await leaving.join({ video: false });
    window.dispatchEvent(new Event('pagehide'));
    expect(heard.at(-1)).toMatchObject({ kind: 'bye', page: true });
    for (const call of [leaving, yang, lin]) expect(call.snapshot().ended).toBeUndefined();
  });

  it('keeps its first reason until the next call', async () => {
    const { yang } = await inCall(2);
    yang.end('noAccess');
    yang.end('sessionLost');
    expect(yang.snapshot()).toMatchObject({ phase: 'out', ended: 'noAccess' });
    await yang.join({ video: false });
    expect(yang.snapshot().ended).toBeUndefined();
  });

  it('has nothing to end for who has not joined it, who sees that it still runs', async () => {
    const { yang, lin } = await inCall(2);
    const room = new HubRoom();
    const idle = new Call(place, 'zhou', 'device of zhou', room.line('zhou'));
    idle.end('signedOut');
    expect(idle.snapshot().ended).toBeUndefined();
    expect([yang, lin].map((call) => call.snapshot().phase)).toEqual(['in', 'in']);
  });
});
