import { expect, type Page } from '@playwright/test';
import { RecordedHub } from './hub';
import { answerFromRecords } from './server';

export interface Call {
  readonly path: string;
  readonly ifMatch?: string;
  readonly key?: string;
  readonly body: Record<string, unknown> | null;
}

type Row = Record<string, unknown> & { readonly id: string; readonly version: number };

const account = (id: string, name: string, more: object = {}): Row => ({
  id: `u-${id}`,
  account: id,
  name,
  roles: ['physician'],
  institutionId: 'i-county',
  institutionName: '石门县人民医院',
  state: 'active',
  mustChangePassword: false,
  secondFactor: false,
  openedAt: '2026-03-02T01:00:00Z',
  lastSignInAt: '2026-11-21T02:30:00Z',
  sessions: 1,
  version: 3,
  ...more,
});

const institution = (id: string, name: string, more: object = {}): Row => ({
  id,
  name,
  code22: null,
  creditCode: null,
  bodyType: null,
  kind: 'generalHospital',
  tier: 'county',
  grade: 'level2A',
  ownership: 'public',
  status: 'connected',
  areaCode: '520181',
  mustConnect: true,
  overdue: false,
  connectBy: null,
  services: ['clinical', 'imaging'],
  departments: ['内科', '急诊科'],
  aeTitles: ['SM_PACS'],
  priceLevel: 'county',
  version: 5,
  ...more,
});

const dayFromNow = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

const practitioner = (id: string, name: string, more: object = {}): Row => ({
  id,
  name,
  institutionId: 'i-county',
  institutionName: '石门县人民医院',
  department: '内科',
  title: 'attending',
  scope: '内科专业',
  licenceNumber: '110520000000123',
  licenceValidTo: dayFromNow(900),
  practisingSince: '2012-07-01',
  active: true,
  version: 1,
  ...more,
});

const named = (id: string, name: string) => ({ id, name });

export interface Directory {
  accounts: Row[];
  institutions: Row[];
  practitioners: Row[];
  agreements: Row[];
  alliances: Row[];
  devices: Row[];
}

const fresh = (): Directory => ({
  accounts: [
    account('admin', '系统管理员', { roles: ['administrator'], institutionId: null, institutionName: null }),
    account('chenyu', '陈雨', { practitionerId: 'p-chen', mustChangePassword: true, lastSignInAt: null, sessions: 0 }),
    account('heqing', '何青', { roles: ['office'], secondFactor: true }),
    account('tangwei', '唐薇', { state: 'blocked', blockedFor: '已离职', sessions: 0 }),
  ],
  institutions: [
    institution('i-county', '石门县人民医院'),
    institution('i-town', '云岭镇中心卫生院', {
      kind: 'townshipCentre',
      tier: 'township',
      grade: 'level1A',
      status: 'trial',
      aeTitles: [],
    }),
    institution('i-village', '石桥村卫生室', {
      kind: 'villageClinic',
      tier: 'village',
      grade: 'unrated',
      status: 'registered',
      overdue: true,
      connectBy: '2026-06-30',
      services: [],
      departments: [],
      aeTitles: [],
    }),
  ],
  practitioners: [
    practitioner('p-chen', '陈雨'),
    practitioner('p-li', '李闻', { title: 'chief', licenceValidTo: dayFromNow(20) }),
    practitioner('p-zhao', '赵静', { department: '急诊科', licenceValidTo: dayFromNow(-3) }),
    practitioner('p-sun', '孙岚', { active: false, leftOn: dayFromNow(-40), licenceValidTo: dayFromNow(-5) }),
  ],
  agreements: [
    {
      id: 'a-1',
      number: 'XY-2026-001',
      inviting: named('i-town', '云岭镇中心卫生院'),
      invited: named('i-county', '石门县人民医院'),
      thirdParty: null,
      kinds: ['clinical', 'imaging'],
      validFrom: '2026-01-01',
      validTo: '2028-12-31',
      terminatedTo: null,
      inForce: true,
      partnerRegion: null,
      qcScope: null,
      version: 2,
    },
  ],
  alliances: [
    {
      id: 'm-1',
      name: '石门县域医共体',
      lead: named('i-county', '石门县人民医院'),
      from: '2024-01-01',
      lastDay: null,
      members: [
        { institutionId: 'i-county', name: '石门县人民医院', from: '2024-01-01', lastDay: null, current: true },
        { institutionId: 'i-town', name: '云岭镇中心卫生院', from: '2024-01-01', lastDay: null, current: true },
      ],
      version: 4,
    },
  ],
  devices: [],
});

/** What an action makes of a record, as far as a page shows it. */
const after: Readonly<Record<string, (row: Row, body: Record<string, unknown>) => object>> = {
  block: (_, body) => ({ state: 'blocked', blockedFor: body.reason, sessions: 0 }),
  unblock: () => ({ state: 'active', blockedFor: null }),
  resetPassword: () => ({ mustChangePassword: true, sessions: 0 }),
  removeSecondFactor: () => ({ secondFactor: false }),
  endSessions: () => ({ sessions: 0 }),
  startTrial: () => ({ status: 'trial' }),
  connect: () => ({ status: 'connected' }),
  suspend: () => ({ status: 'suspended' }),
  reinstate: () => ({ status: 'connected' }),
  offerServices: (_, body) => body,
  setDepartments: (_, body) => body,
  setAeTitles: (_, body) => body,
  changeProfile: (_, body) => body,
  changeTitle: (_, body) => body,
  move: (_, body) => body,
  renewLicence: (_, body) => ({ licenceValidTo: body.validTo }),
  leave: (row, body) =>
    'members' in row
      ? { members: (row.members as { institutionId: string }[]).filter(({ institutionId }) => institutionId !== body.institutionId) }
      : { active: false, leftOn: dayFromNow(0) },
  return: (_, { from: _from, ...body }) => ({ ...body, active: true, leftOn: null }),
  changeRoles: (_, body) => body,
  changeKinds: (_, body) => body,
  terminate: (_, body) => ({ terminatedTo: body.lastDay }),
  dissolve: (_, body) => ({ lastDay: body.lastDay }),
  join: (row, body) => ({
    members: [...(row.members as object[]), { institutionId: body.institutionId, name: '石桥村卫生室', from: body.from, current: true }],
  }),
  changeLead: (_, body) => ({ lead: named(String(body.leadId), '云岭镇中心卫生院') }),
};

const wanted = (query: URLSearchParams) => (row: Row) =>
  [...query].every(
    ([name, value]) =>
      ['limit', 'cursor', 'inForce'].includes(name) ||
      ('active' in row && name === 'state') ||
      (name === 'q'
        ? `${row.name} ${row.account}`.includes(value)
        : name === 'role'
          ? (row.roles as string[]).includes(value)
          : row[name] === value || (name === 'institutionId' && 'inviting' in row)),
  );

/** A region whose directory can be changed by its administrator. */
export async function openAsAdministrator(page: Page, path: string, start: Partial<Directory> = {}) {
  await new RecordedHub().attach(page);
  await answerFromRecords(page, { user: 'admin' });
  const now: Directory = { ...fresh(), ...start };
  const calls: Call[] = [];
  await page.route(/\/api\/v1\/(accounts|institutions|practitioners|agreements|alliances|devices)(\/|\?|$)/, (route) => {
    const asked = route.request();
    const url = new URL(asked.url());
    const [kind = '', id, , action] = url.pathname.split('/').slice(3) as [keyof Directory, string?, string?, string?];
    const rows = now[kind as keyof Directory];
    if (asked.method() === 'GET') {
      if (kind === 'accounts' && Number(url.searchParams.get('limit') ?? 50) > 200)
        return route.fulfill({ status: 400, json: { title: '请检查填写内容', status: 400, code: 'invalid-input' } });
      if (!id)
        return route.fulfill({
          json: {
            items: rows
              .filter((row) => (row.active === false) === (url.searchParams.get('state') === 'left'))
              .filter(wanted(url.searchParams)),
            next: null,
          },
        });
      const found = rows.find((row) => row.id === id);
      return found ? route.fulfill({ json: found }) : route.fallback();
    }
    const body = asked.postDataJSON() as Record<string, unknown> | null;
    const headers = asked.headers();
    calls.push({ path: [kind, id, action].filter(Boolean).join('/'), ifMatch: headers['if-match'], key: headers['idempotency-key'], body });
    const before = rows.find((row) => row.id === id);
    if (id && !before) return route.fallback();
    const made = before
      ? { ...before, ...(after[action ?? '']?.(before, body ?? {}) ?? {}), version: before.version + 1 }
      : newOf(kind as keyof Directory, body ?? {});
    now[kind as keyof Directory] = before ? rows.map((row) => (row === before ? made : row)) : [...rows, made];
    return route.fulfill({ status: before ? 200 : 201, json: made });
  });
  await page.goto(path);
  const row = (name: string) => page.getByRole('listitem').filter({ hasText: name });
  return { calls, now, row };
}

function newOf(kind: keyof Directory, body: Record<string, unknown>): Row {
  const id = `new-${kind}`;
  if (kind === 'accounts')
    return account(String(body.account), String(body.displayName ?? '李闻'), { ...body, id, mustChangePassword: true });
  if (kind === 'institutions')
    return institution(id, String(body.name), { status: 'registered', services: [], departments: [], aeTitles: [], ...body });
  if (kind === 'devices')
    return { ...body, id, state: 'active', registeredBy: '系统管理员', registeredAt: '2026-11-22T01:00:00Z', version: 1 };
  if (kind === 'practitioners') return practitioner(id, String(body.name), body);
  const party = (member: string) => named(String(body[member]), String(body[member]));
  if (kind === 'agreements') return { ...body, id, version: 1, inForce: true, inviting: party('invitingId'), invited: party('invitedId') };
  return { ...body, id, version: 1, lead: party('leadId'), members: [] };
}

/** Chooses from the list that is open under a field. */
export const choose = async (page: Page, label: string, option: string) => {
  const open = page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden)');
  // The list of the field before would still be there for a moment.
  await expect(open).toHaveCount(0);
  await page.getByLabel(label, { exact: true }).last().click();
  await open.locator('.ant-select-item-option').filter({ hasText: option }).first().dispatchEvent('click');
};
