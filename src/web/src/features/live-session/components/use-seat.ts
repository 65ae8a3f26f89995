import { useEffect, useEffectEvent, useState } from 'react';
import { ApiProblem } from '@/shared/api/problem';
import { registerAnew, registeredDevice } from '@/shared/device/this-device';
import { live, type Participant } from '@/shared/live/live';
import { useLineState, useTopic } from '@/shared/live/use-live';
import { useUser } from '@/shared/session/session';

const troubles = [
  'device-unknown',
  'device-blocked',
  'device-retired',
  'device-of-another-account',
  'device-of-another-institution',
  'too-many-devices',
] as const;

/** Why this browser may not sit in a room although its user may. */
export type DeviceTrouble = (typeof troubles)[number];

export interface Sitting {
  readonly present: readonly Participant[];
  readonly trouble?: DeviceTrouble;
}

interface Heard {
  /** Of a seat that was refused to the user. */
  readonly onRefused: () => void;
  /** Of somebody whom the platform put out of the room; nobody named is this page. */
  readonly onPutOut: (participantId?: string) => void;
}

const nobody: readonly Participant[] = [];
const retryAfter = 5_000;

/** The hub tells no more than the code, amid other words. */
const says = (problem: unknown, code: string) =>
  problem instanceof ApiProblem ? problem.code === code : problem instanceof Error && new RegExp(`\\b${code}\\b`).test(problem.message);
const troubleIn = (problem: unknown) => troubles.find((code) => says(problem, code));

/** Sits in the room of a case for as long as it is given, on a registered device, and says who is there. */
export function useSeat(id: string | undefined, { onRefused, onPutOut }: Heard): Sitting {
  const line = useLineState();
  const { id: account, institutionId } = useUser();
  const [room, setRoom] = useState<{ readonly id: string } & Sitting>();
  const refused = useEffectEvent(onRefused);
  useEffect(() => (id ? live.onPresence((of, present) => of === id && setRoom({ id, present })) : undefined), [id]);
  useEffect(() => {
    if (line !== 'online' || !id) return;
    let gone = false;
    let again: ReturnType<typeof setTimeout> | undefined;
    const enter = async (mayRegister: boolean): Promise<void> => {
      try {
        const device = await registeredDevice({ id: account, institutionId });
        if (gone) return;
        const present = await live.invoke<Participant[] | null>('Join', id, device);
        if (present && !gone) setRoom({ id, present });
      } catch (problem) {
        if (gone) return;
        const trouble = troubleIn(problem);
        const isUnknown = trouble === 'device-unknown' || trouble === 'device-retired';
        if (says(problem, 'not-found') && !(problem instanceof ApiProblem)) refused();
        else if (isUnknown && mayRegister && registerAnew({ id: account, institutionId })) await enter(false);
        else if (trouble) setRoom({ id, present: nobody, trouble });
        else if (problem instanceof ApiProblem && problem.isTransient) again = setTimeout(() => void enter(mayRegister), retryAfter);
      }
    };
    void enter(true);
    return () => {
      gone = true;
      clearTimeout(again);
      void live.invoke('Leave').catch(() => {});
    };
  }, [line, id, account, institutionId]);
  useTopic(id && `session:${id}`, ({ type, data }) => {
    if (!id || type !== 'left' || !data.reason) return;
    if (data.participantId !== live.participantId) return onPutOut(String(data.participantId));
    setRoom({ id, present: nobody, trouble: troubles.find((code) => code === data.reason) });
    onPutOut();
  });
  return room && room.id === id ? room : { present: nobody };
}
