import { expect, type Page, test } from '@playwright/test';
import { RecordedHub } from './hub';
import { answerFromRecords } from './server';
import * as shapes from './shapes';

const bed = (n: number, name: string, more: object = {}) => ({
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

const names: Readonly<Record<string, string>> = { 'c-1': '李春生', 'c-2': '王小满', 'c-3': '赵大山' };

/** A round as the server would keep it, moved by what the page posts. */
async function roundServer(page: Page, user: 'specialist' | 'township') {
  const hub = new RecordedHub();
  await hub.attach(page);
  await answerFromRecords(page, { user });
  let round: typeof planned & { present?: string } = planned;
  const posted: { action: string; ifMatch?: string; body: Record<string, unknown> }[] = [];
  const change = (next: Partial<typeof round>) => {
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
  };
  const allowed = () =>
    round.state === 'planned'
      ? ['reorder', 'leaveOut', 'start']
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
    const [, , , , id, , action] = new URL(asked.url()).pathname.split('/');
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
    if (id) return route.fulfill({ json: round });
    const row = {
      ...round,
      inviting: { id: 'i-town', name: '云岭镇卫生院' },
      invited: { id: 'i-city', name: '筑城市第一人民医院', department: '呼吸科' },
    };
    return route.fulfill({
      json: { items: [{ ...row, specialist: { id: 'p-spec', name: '林知远' }, patients: 3, signed: 0 }], next: null },
    });
  });
  /** The other side moved on. */
  const otherMoves = (caseId: string) => {
    const { version } = moveTo(caseId);
    hub.event('round:R1', 'movedTo', { state: 'underway', version, present: caseId });
  };
  return { hub, posted, otherMoves };
}

const banner = (page: Page) => page.getByRole('region', { name: '患者' });
const item = (page: Page, name: string) => page.getByRole('list', { name: '查房名单' }).getByRole('listitem').filter({ hasText: name });
const width = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth);

test('a_specialist_goes_from_bed_to_bed_and_the_page_follows_the_other_side', async ({ page }) => {
  const { hub, posted, otherMoves } = await roundServer(page, 'specialist');
  await page.goto('/desk/incoming');
  await page.getByRole('link', { name: '远程查房' }).click();
  await page.getByRole('link', { name: '2026-11-24 09:00' }).click();
  await expect(page.getByRole('heading', { name: /远程查房 CF/ })).toBeVisible();
  await page.getByRole('button', { name: '开始查房' }).click();
  await expect(item(page, '李春生')).toContainText('正在查');
  await expect(banner(page)).toContainText('李春生');
  await page.screenshot({ path: 'test-results/round.png', fullPage: true });

  await page.getByRole('button', { name: '下一位' }).focus();
  await page.keyboard.press('Enter');
  await expect(banner(page)).toContainText('王小满');
  expect(posted.at(-1)).toMatchObject({ action: 'next', ifMatch: '"3"' });

  await item(page, '李春生').getByRole('button').first().click();
  await expect(banner(page)).toContainText('李春生');
  await expect.poll(() => hub.watched.has('round:R1')).toBe(true);
  otherMoves('c-3');
  await expect(banner(page)).toContainText('赵大山');
  await expect(item(page, '赵大山')).toContainText('正在查');
  await expect(page.getByRole('button', { name: '已到最后一位' })).toBeDisabled();
});

test('beds_are_put_in_order_and_left_out_with_a_reason_on_a_telephone', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  const { posted } = await roundServer(page, 'township');
  await page.goto('/rounds/R1');
  await expect(item(page, '李春生')).toBeVisible();
  expect(await width(page)).toBeLessThanOrEqual(360);
  await page.screenshot({ path: 'test-results/round-360.png', fullPage: true });
  await page.getByRole('button', { name: '3 床前移' }).click();
  await expect.poll(() => posted.at(-1)?.body).toEqual({ order: ['c-1', 'c-3', 'c-2'] });
  await page.getByRole('button', { name: '2 床移出本次查房' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: '移出本次查房' }).click();
  await expect(dialog.getByText('必填')).toBeVisible();
  await dialog.getByLabel('原因').fill('外出检查');
  await dialog.getByLabel('原因').press('Enter');
  await expect(item(page, '王小满')).toContainText('已移出');
  expect(posted.at(-1)).toMatchObject({ action: 'leaveOut', ifMatch: '"3"', body: { caseId: 'c-2', reason: '外出检查' } });
});

test('a_round_ends_with_a_reason_for_each_patient_who_was_not_seen', async ({ page }) => {
  const { posted } = await roundServer(page, 'township');
  await page.goto('/rounds/R1');
  await page.getByRole('button', { name: '开始查房' }).click();
  await page.getByRole('button', { name: '结束查房' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('统一原因').fill('外出检查');
  await dialog.getByLabel('3 床 赵大山').fill('已出院');
  await dialog.getByRole('button', { name: '结束查房' }).click();
  await expect
    .poll(() => posted.at(-1)?.body)
    .toEqual({
      unseen: [
        { caseId: 'c-2', reason: '外出检查' },
        { caseId: 'c-3', reason: '已出院' },
      ],
    });
  await expect(page.getByText('已结束')).toBeVisible();
});

test('a_round_is_planned_with_consent_for_each_patient', async ({ page }) => {
  const { posted } = await roundServer(page, 'township');
  await page.goto('/rounds/new');
  const choose = async (label: string, option: string) => {
    await page.getByLabel(label, { exact: true }).click();
    await page
      .locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option')
      .filter({ hasText: option })
      .first()
      .dispatchEvent('click');
  };
  await choose('受邀机构', '筑城市第一人民医院');
  await choose('科室', '呼吸科');
  await page.getByLabel('开始').fill('2026-11-24T09:00');
  await page.getByLabel('结束').fill('2026-11-24T10:00');
  const first = page.getByRole('region', { name: '第 1 位患者' });
  await first.getByRole('button', { name: /李春生/ }).click();
  await first.getByLabel('病区').fill('内科二病区');
  await first.getByLabel('床号').fill('12');
  await first.getByLabel('查房事由').fill('每日查房');
  await first.getByLabel('诊断').fill('慢阻肺急性加重');
  await first.getByLabel('主诉').fill('气促');
  await first.getByLabel('病史与目前治疗').fill('慢阻肺十年');
  await page.getByRole('button', { name: '再加一位患者' }).click();
  const second = page.getByRole('region', { name: '第 2 位患者' });
  await expect(second.getByLabel('病区')).toHaveValue('内科二病区');
  await second.getByRole('button', { name: '移除第 2 位患者' }).click();
  await page.getByRole('button', { name: '提交查房计划' }).click();
  await expect(first.getByText('必填')).toBeVisible();
  await page.screenshot({ path: 'test-results/round-plan.png', fullPage: true });
  await first.getByLabel('同意书签署人').fill('李春生');
  await page.getByRole('button', { name: '提交查房计划' }).click();
  await expect(page).toHaveURL(/\/rounds\/R1$/);
  expect(posted).toHaveLength(1);
  expect(posted[0]?.body).toMatchObject({
    invited: { institutionId: 'i-city', department: '呼吸科' },
    start: '2026-11-24T01:00:00.000Z',
    places: [{ patientId: 'pt-2', bed: '12', consent: { basis: 'written', signedBy: '李春生' } }],
  });
});
