import { expect, type Page, test } from '@playwright/test';
import { RecordedHub } from './hub';
import { answerFromRecords } from './server';

const archive = {
  id: 'archive',
  name: '筑城一院影像归档',
  kind: 'dimse',
  institutionId: 'i-city',
  aeTitle: 'CITY_PACS',
  host: '10.1.2.3',
  port: 104,
  tls: true,
  connections: 4,
  maxBytesPerSecond: 2_097_152,
  prefetch: true,
  kept: true,
  paused: false,
};
const destinations = [
  archive,
  {
    id: 'peer:county',
    name: '石门县人民医院平台',
    kind: 'platform',
    institutionId: 'i-county',
    peer: 'county',
    connections: 1,
    kept: false,
  },
];
const links = [
  { destination: 'archive', name: archive.name, kind: 'dimse', rttMs: 12.3, bytesPerSecond: 9_000_000, failures: 2, state: 'up' },
  {
    destination: 'peer:county',
    name: '石门县人民医院平台',
    kind: 'platform',
    failures: 6,
    state: 'down',
    lastError: { code: 'unreachable', zh: '目的地无法连接', en: 'The destination cannot be reached' },
  },
];
const rules = [
  {
    id: 'r1',
    name: '夜间归档',
    enabled: true,
    trigger: 'studyComplete',
    destinationId: 'archive',
    tiers: [],
    modalities: ['CT', 'MR'],
    caseKinds: [],
    from: '22:00:00',
    to: '06:00:00',
    priority: 'low',
  },
  { id: 'r2', name: '上转随行', enabled: false, trigger: 'caseAccepted', tiers: ['county', 'city'], modalities: [], caseKinds: ['up'] },
];

interface Call {
  readonly method: string;
  readonly path: string;
  readonly ifMatch?: string;
  readonly body: Record<string, unknown> & { readonly rules?: readonly Record<string, unknown>[] };
}

async function open(page: Page, start: { rules?: typeof rules; destinations?: object[] } = {}) {
  await new RecordedHub().attach(page);
  await answerFromRecords(page, { user: 'office' });
  const calls: Call[] = [];
  const now = { destinations: start.destinations ?? destinations, rules: (start.rules ?? rules) as object[], version: 7 };
  await page.route(/\/api\/v1\/imaging\//, (route) => {
    const asked = route.request();
    const path = new URL(asked.url()).pathname.split('/imaging/')[1] ?? '';
    if (asked.method() !== 'GET')
      calls.push({ method: asked.method(), path, ifMatch: asked.headers()['if-match'], body: asked.postDataJSON() as Call['body'] });
    if (path.endsWith('/actions/echo')) return route.fulfill({ json: { answered: true, milliseconds: 14.6 } });
    if (path === 'links') return route.fulfill({ json: { items: links, next: null } });
    if (path === 'routing') {
      if (asked.method() === 'PUT') {
        now.rules = (asked.postDataJSON() as { rules: object[] }).rules;
        now.version += 1;
      }
      return route.fulfill({ json: { institutionId: 'i-city', rules: now.rules, version: now.version } });
    }
    if (asked.method() === 'PUT') {
      const kept = { ...(asked.postDataJSON() as object), id: path.split('/')[1], kept: true };
      now.destinations = [...now.destinations.filter((one) => (one as typeof archive).id !== kept.id), kept];
    }
    if (path.endsWith('/actions/remove'))
      now.destinations = now.destinations.filter((one) => (one as typeof archive).id !== path.split('/')[1]);
    return route.fulfill({ json: { items: now.destinations, next: null } });
  });
  await page.goto('/imaging/routing');
  const one = (name: string) => page.getByRole('listitem', { name });
  return { calls, now, one };
}

test('a_destination_shows_its_line_is_tried_held_and_let_go', async ({ page }) => {
  const { calls, one } = await open(page);
  await page.getByRole('menuitem', { name: '诊断与影像' }).click();
  await page.getByRole('menuitem', { name: '影像路由' }).click();
  await expect(page).toHaveURL(/imaging\/routing$/);
  const mine = one('筑城一院影像归档');
  await expect(mine).toContainText('CITY_PACS@10.1.2.3:104 · TLS');
  await expect(mine).toContainText('12 ms');
  await expect(one('石门县人民医院平台')).toContainText('目的地无法连接');
  await expect(one('石门县人民医院平台').getByRole('button')).toHaveCount(0);
  await mine.getByRole('button', { name: '测试' }).click();
  await expect(mine).toContainText('已应答，15 ms');
  await mine.getByRole('button', { name: '暂停' }).click();
  await expect(page.getByText(/包括急诊/)).toBeVisible();
  expect(calls.filter(({ method }) => method === 'PUT')).toEqual([]);
  await page
    .getByRole('tooltip')
    .getByRole('button', { name: /暂\s*停/ })
    .click();
  await expect(mine).toContainText('已暂停');
  await page.screenshot({ path: 'test-results/routing.png', fullPage: true });
  const { id: _id, kept: _kept, ...whole } = archive;
  expect(calls.at(-1)).toMatchObject({ path: 'destinations/archive', body: { ...whole, paused: true } });
  await mine.getByRole('button', { name: '恢复' }).click();
  await expect.poll(() => calls.at(-1)?.body.paused).toBe(false);
});

test('a_destination_is_added_with_faults_beside_their_fields', async ({ page }) => {
  const { calls, one } = await open(page);
  await page.getByRole('button', { name: '添加目的地' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: /保\s*存/ }).click();
  await expect(dialog.getByText('必填')).toHaveCount(4);
  await dialog.getByLabel('名称', { exact: true }).fill('备份归档');
  await dialog.getByLabel('标识').fill('archive');
  await expect(dialog.getByText('该标识已有')).toBeVisible();
  await dialog.getByLabel('标识').fill('backup');
  await dialog.getByLabel('AE 名称').fill('BACKUP');
  await dialog.getByLabel('主机').fill('not a host');
  await page.route('**/imaging/destinations/backup', (route) =>
    route.fulfill({
      status: 400,
      json: { title: '请检查填写内容', status: 400, code: 'invalid-input', errors: { host: [{ code: 'invalid', text: '主机名无效' }] } },
    }),
  );
  await dialog.getByRole('button', { name: /保\s*存/ }).click();
  await expect(dialog.getByText('主机名无效')).toBeVisible();
  await page.unroute('**/imaging/destinations/backup');
  await page.screenshot({ path: 'test-results/destination.png' });
  await dialog.getByLabel('主机').fill('backup.local');
  await dialog.getByLabel('限速（KB/s）').fill('512');
  await dialog.getByRole('button', { name: /保\s*存/ }).click();
  await expect(one('备份归档')).toBeVisible();
  expect(calls.at(-1)).toMatchObject({
    path: 'destinations/backup',
    body: {
      kind: 'dimse',
      institutionId: 'i-city',
      aeTitle: 'BACKUP',
      host: 'backup.local',
      port: 104,
      maxBytesPerSecond: 524_288,
      paused: false,
    },
  });
});

test('a_destination_is_removed_with_a_reason', async ({ page }) => {
  const { calls, one } = await open(page);
  await one('筑城一院影像归档').getByRole('button', { name: '移除' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: /移\s*除/ }).click();
  await expect(dialog.getByText('必填')).toBeVisible();
  await dialog.getByLabel('移除原因').fill('设备更换');
  await dialog.getByRole('button', { name: /移\s*除/ }).click();
  await expect(one('筑城一院影像归档')).toHaveCount(0);
  expect(calls.at(-1)).toMatchObject({ path: 'destinations/archive/actions/remove', body: { reason: '设备更换' } });
  await expect(one('夜间归档')).toContainText('目的地已移除');
});

test('rules_are_read_in_words_switched_moved_and_removed', async ({ page }) => {
  const { calls, one } = await open(page);
  await expect(one('夜间归档')).toContainText('检查到齐时 · CT/MR · 22:00–06:00 · 低 → 筑城一院影像归档');
  await expect(one('上转随行')).toContainText('病例被接收时 · 任何类型 · 上转 · 县级、市级 · 随时 → 病例的对方机构');
  await one('上转随行').getByRole('switch').click();
  await expect.poll(() => calls.at(-1)).toMatchObject({ method: 'PUT', path: 'routing', ifMatch: '"7"' });
  expect(calls.at(-1)?.body.rules).toMatchObject([rules[0] as object, { id: 'r2', enabled: true }]);
  await one('上转随行').getByRole('button', { name: '上移' }).click();
  await expect.poll(() => calls.at(-1)?.body.rules?.map(({ id }) => id)).toEqual(['r2', 'r1']);
  expect(calls.at(-1)?.ifMatch).toBe('"8"');
  await one('夜间归档').getByRole('button', { name: '移除' }).click();
  await page
    .getByRole('tooltip')
    .getByRole('button', { name: /移\s*除/ })
    .click();
  await expect(one('夜间归档')).toHaveCount(0);
});

test('a_rule_by_level_modality_case_and_time_of_day_is_added_and_edited', async ({ page }) => {
  const { calls, one } = await open(page, { rules: [] });
  await expect(page.getByText('还没有规则')).toBeVisible();
  await page.getByRole('button', { name: '添加规则' }).click();
  const dialog = page.getByRole('dialog');
  const choose = async (label: string, option: string) => {
    await dialog.getByLabel(label).click();
    await page
      .locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option')
      .filter({ hasText: option })
      .dispatchEvent('click');
  };
  await dialog.getByLabel('规则名称').fill('白天送县医院');
  await choose('对方机构层级', '县级');
  await choose('检查类型', 'CT');
  await choose('病例种类', '影像诊断');
  await dialog.getByLabel('不早于').fill('08:00');
  await dialog.getByRole('button', { name: /保\s*存/ }).click();
  await expect(dialog.getByText('两个时间须同时填写').first()).toBeVisible();
  await dialog.getByLabel('不晚于').fill('18:30');
  await page.screenshot({ path: 'test-results/routing-rule.png' });
  await dialog.getByRole('button', { name: /保\s*存/ }).click();
  await expect(one('白天送县医院')).toContainText('病例被接收时 · CT · 影像诊断 · 县级 · 08:00–18:30 → 病例的对方机构');
  expect(calls.at(-1)?.body.rules).toMatchObject([
    {
      name: '白天送县医院',
      trigger: 'caseAccepted',
      tiers: ['county'],
      modalities: ['CT'],
      caseKinds: ['imaging'],
      from: '08:00:00',
      to: '18:30:00',
    },
  ]);
  await one('白天送县医院').getByRole('button', { name: '编辑' }).click();
  await page.getByRole('dialog').getByText('检查到齐时').click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /保\s*存/ })
    .click();
  await expect(page.getByRole('dialog').getByText('必填')).toBeVisible();
});

test('rules_that_somebody_else_changed_are_read_again_before_they_are_changed', async ({ page }) => {
  const { now, one } = await open(page);
  await page.route('**/imaging/routing', (route) =>
    route.request().method() === 'PUT'
      ? route.fulfill({ status: 412, json: { title: '已被他人修改', status: 412, code: 'stale' } })
      : route.fallback(),
  );
  await one('上转随行').getByRole('switch').click();
  now.rules = [{ ...rules[0], name: '别人改过的' }];
  await page.getByRole('alert').getByRole('button').click();
  await expect(one('别人改过的')).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('a_phone_shows_destinations_and_rules_without_scrolling_sideways', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  const { one } = await open(page);
  await expect(one('夜间归档')).toBeVisible();
  const width = () => page.evaluate(() => document.documentElement.scrollWidth);
  expect(await width()).toBeLessThanOrEqual(360);
  await page.screenshot({ path: 'test-results/routing-phone.png', fullPage: true });
  await page.getByRole('button', { name: '添加规则' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  expect(await width()).toBeLessThanOrEqual(360);
});

test('without_anything_the_page_says_so_and_english_is_one_switch_away', async ({ page }) => {
  await page.addInitScript(() => localStorage.setItem('telemed.language', 'en'));
  await open(page, { rules: [], destinations: [] });
  await expect(page.getByText('There are no destinations yet')).toBeVisible();
  await expect(page.getByText(/No rules: studies go only/)).toBeVisible();
});
