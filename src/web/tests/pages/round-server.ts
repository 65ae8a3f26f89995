import type { Page } from '@playwright/test';
import { RecordedHub } from './hub';
import { answerFromRecords } from './server';
import * as shapes from './shapes';

/** An inpatient of a round. */
export const bed = (n: number, name: string, more: object = {}) => ({
  caseId: `c-${n}`,
  number: `HZ20261123000${n}`,
  state: 'waiting',
  caseState: 'assigned',
  ward: '内科二病区',
  bed: `${n}`,
  patient: { id: `pt-${n}`, name, sex: 'male', age: 60 + n },
  reason: '每日查房',
  ...more,
});

const planned = {
  id: 'R1',
  number: 'CF202611230001',
  state: 'planned',
  version: 2,
  inviting: { institutionId: 'i-town', institutionName: '云岭镇卫生院', practitionerName: '周禾' },
  invited: { institutionId: 'i-city', institutionName: '筑城市第一人民医院', department: '呼吸科' },
  specialist: { practitionerId: 'p-spec', name: '林知远', title: 'associateChief' },
  start: '2026-11-24T01:00:00Z',
  end: '2026-11-24T02:00:00Z',
  places: [bed(1, '李春生'), bed(2, '王小满'), bed(3, '赵大山')],
};

type Round = Omit<typeof planned, 'specialist'> & {
  specialist?: typeof planned.specialist;
  present?: string;
  cancelReason?: string;
  giveBackReason?: string;
};

const names: Readonly<Record<string, string>> = { 'c-1': '李春生', 'c-2': '王小满', 'c-3': '赵大山' };

const history = {
  items: [
    ['planned', '计划查房，2026-11-24 09:00–10:00，3 位患者', '周禾', '云岭镇卫生院'],
    ['taken', '查房专家：林知远', '林知远', '筑城市第一人民医院'],
    ['begun', '开始查房', '林知远', '筑城市第一人民医院'],
    ['movedTo', '查看患者：内科二病区 1 床', '林知远', '筑城市第一人民医院'],
  ].map(([type, text, actorName, institutionName], index) => ({
    version: index + 1,
    type,
    text,
    actorName,
    institutionName,
    at: `2026-11-24T01:0${index}:00Z`,
  })),
  next: null,
};

const wordy = (times: number) => '患者夜间气促减轻，双肺湿啰音较前减少，下肢无水肿，继续目前治疗并复查血气。'.repeat(times);

/** The first with a long note, the second with none yet. */
const sheets = (only: string | null) =>
  [
    { n: 1, name: '李春生', opinions: [{ ...shapes.released.opinions[0], findings: wordy(30), advice: wordy(20) }] },
    { n: 2, name: '王小满', opinions: [] },
  ]
    .filter(({ n }) => only === null || only === `c-${n}`)
    .map(({ n, name, opinions }) => ({
      place: bed(n, name, { state: n === 1 ? 'seen' : 'noteDue', visitedAt: '2026-11-24T01:00:00Z' }),
      case: {
        ...shapes.consultation,
        id: `c-${n}`,
        number: `HZ20261123000${n}`,
        patient: { ...shapes.consultation.patient, name },
        reason: '每日查房',
        opinions,
      },
      visits: [{ from: `2026-11-24T01:${n}0:00Z`, to: `2026-11-24T01:${n}9:00Z` }],
      present: [
        { name: '林知远', title: 'associateChief', institutionName: '筑城市第一人民医院' },
        { name: '周禾', title: 'attending', institutionName: '云岭镇卫生院' },
      ],
    }));

/** A round as the server would keep it, moved by what the page posts. */
export async function roundServer(page: Page, user: 'specialist' | 'office' | 'township', from: Partial<typeof planned> = {}) {
  const hub = new RecordedHub();
  await hub.attach(page);
  await answerFromRecords(page, { user });
  let round: Round = { ...planned, ...from };
  const posted: { action: string; ifMatch?: string; body: Record<string, unknown> }[] = [];
  const change = (next: Partial<Round>) => {
    round = { ...round, ...next, version: round.version + 1 };
    return round;
  };
  const moveTo = (caseId: string) =>
    change({
      state: 'underway',
      present: caseId,
      places: round.places.map((place) => ({
        ...place,
        state: place.caseId === caseId ? 'beingSeen' : place.state === 'beingSeen' ? 'noteDue' : place.state,
      })),
    });
  const steps: Readonly<Record<string, (body: Record<string, unknown>) => object>> = {
    start: () => moveTo('c-1'),
    next: () => moveTo(round.places.find(({ state }) => state === 'waiting')?.caseId ?? ''),
    move: ({ caseId }) => moveTo(String(caseId)),
    reorder: ({ order }) => change({ places: (order as string[]).flatMap((id) => round.places.filter(({ caseId }) => caseId === id)) }),
    leaveOut: ({ caseId, reason }) =>
      change({ places: round.places.map((place) => (place.caseId === caseId ? { ...place, state: 'leftOut', leftOut: reason } : place)) }),
    finish: () => change({ state: 'finished', present: undefined }),
    giveBack: ({ reason }) => change({ specialist: undefined, giveBackReason: String(reason) }),
    cancel: ({ reason }) => change({ state: 'cancelled', cancelReason: String(reason) }),
  };
  const allowed = () =>
    round.state === 'planned'
      ? [
          'reorder',
          'leaveOut',
          'start',
          ...(user === 'township' ? ['add', 'reschedule', 'cancel'] : round.specialist ? ['giveBack'] : ['take']),
        ]
      : round.state === 'underway'
        ? ['reorder', 'leaveOut', 'next', 'move', 'finish']
        : [];
  await page.route(/\/api\/v1\/consultations\/c-\d(\?|$)/, (route) => {
    const id = new URL(route.request().url()).pathname.split('/').at(-1) ?? '';
    const patient = { ...shapes.consultation.patient, name: names[id] };
    return route.fulfill({ json: { ...shapes.consultation, id, kind: 'wardRound', studies: [], patient } });
  });
  await page.route(/\/api\/v1\/rounds(\/|\?|$)/, (route) => {
    const asked = route.request();
    const [, , , , id, part, action] = new URL(asked.url()).pathname.split('/');
    const body = (asked.postDataJSON() ?? {}) as Record<string, unknown>;
    if (asked.method() === 'POST' && !id) {
      posted.push({ action: 'plan', body });
      return route.fulfill({ status: 201, json: round });
    }
    if (action && asked.method() === 'POST') {
      posted.push({ action, ifMatch: asked.headers()['if-match'], body });
      return route.fulfill({ json: steps[action]?.(body) ?? {} });
    }
    if (asked.url().includes('/actions')) return route.fulfill({ json: allowed().map((each) => ({ action: each, needs: [] })) });
    if (part === 'history') return route.fulfill({ json: history });
    if (part === 'record') return route.fulfill({ json: { round, sheets: sheets(new URL(asked.url()).searchParams.get('caseId')) } });
    if (id) return route.fulfill({ json: round });
    const asks = user === 'township' ? 'outgoing' : 'incoming';
    if (new URL(asked.url()).searchParams.get('box') !== asks) return route.fulfill({ json: { items: [], next: null } });
    const row = {
      ...round,
      inviting: { id: 'i-town', name: '云岭镇卫生院' },
      invited: { id: 'i-city', name: '筑城市第一人民医院', department: '呼吸科' },
    };
    return route.fulfill({
      json: {
        items: [{ ...row, specialist: round.specialist && { id: 'p-spec', name: '林知远' }, patients: 3, signed: 0, actions: allowed() }],
        next: null,
      },
    });
  });
  /** The other side moved on. */
  const otherMoves = (caseId: string) => {
    const { version } = moveTo(caseId);
    hub.event('round:R1', 'movedTo', { state: 'underway', version, present: caseId });
  };
  return { hub, posted, otherMoves };
}
