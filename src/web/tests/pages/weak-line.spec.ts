import { expect, type Page, test } from '@playwright/test';
import { RecordedHub } from './hub';
import { answerFromRecords } from './server';
import * as shapes from './shapes';

// Page tests: the server is played from recorded shapes (shapes.ts). What the real one does is tested in tests/e2e.

const desk = async (page: Page, records: Parameters<typeof answerFromRecords>[1], path: string) => {
  const hub = new RecordedHub();
  await hub.attach(page);
  await answerFromRecords(page, records);
  await page.goto(path);
  return hub;
};

/** The page listens and has read what came before. */
const settled = async (page: Page, hub: RecordedHub) => {
  await expect(page.getByText('在线')).toBeVisible();
  await expect.poll(() => hub.calls.some(({ target }) => target === 'Replay')).toBe(true);
};

const notice = (number: string) => ({ caseId: 'c-1', number, kind: 'imaging', urgency: 'urgent', state: 'submitted' });

test('a_notice_is_shown_within_a_second_and_counted', async ({ page }) => {
  const hub = await desk(page, { user: 'office' }, '/desk/incoming');
  await settled(page, hub);
  hub.event('inbox:i-city', 'submitted', notice('HZ0001'));
  await expect(page.getByText('收到新的会诊申请')).toBeVisible({ timeout: 1_000 });
  await expect(page.getByRole('button', { name: '消息，1 条未读' })).toBeVisible();
});

test('events_lost_on_the_line_are_fetched_before_the_next_is_shown', async ({ page }) => {
  const hub = await desk(page, { user: 'office' }, '/desk/incoming');
  await settled(page, hub);
  hub.event('inbox:i-city', 'submitted', notice('HZ0001'));
  hub.event('inbox:i-city', 'submitted', notice('HZ0002'), { send: false });
  hub.event('inbox:i-city', 'submitted', notice('HZ0003'));
  await expect(page.getByRole('button', { name: '消息，3 条未读' })).toBeVisible();
});

test('a_line_that_comes_back_brings_what_was_missed', async ({ page }) => {
  const hub = await desk(page, { user: 'office' }, '/desk/incoming');
  await settled(page, hub);
  await hub.cut();
  await expect(page.getByText('重新连接中')).toBeVisible();
  hub.event('inbox:i-city', 'declined', notice('HZ0004'), { send: false });
  hub.restore();
  await expect(page.getByText('在线')).toBeVisible({ timeout: 20_000 });
  await expect(page.getByRole('button', { name: '消息，1 条未读' })).toBeVisible();
});

const fillRequest = async (page: Page) => {
  await page.getByRole('button', { name: /李春生/ }).click();
  await page.getByLabel('受邀机构').click();
  await page
    .getByTitle('筑城市第一人民医院')
    .or(page.locator('.ant-select-item-option', { hasText: '筑城市第一人民医院' }))
    .first()
    .click();
  await page.getByLabel('科室').click();
  await page.locator('.ant-select-item-option', { hasText: '影像科' }).first().click();
  for (const label of ['会诊事由', '会诊目的', '主诉', '病史']) await page.getByLabel(label, { exact: true }).fill(`${label}的内容`);
  await page.getByLabel('签署人').fill('李春生');
};

test('what_is_typed_survives_a_reload', async ({ page }) => {
  await desk(page, { user: 'township' }, '/new');
  await page.getByLabel('会诊事由', { exact: true }).fill('写到一半');
  await expect(page.getByText(/草稿已保存 \d\d:\d\d/).first()).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('会诊事由', { exact: true })).toHaveValue('写到一半');
});

test('a_request_sent_without_a_line_goes_out_once_when_it_is_back', async ({ page }) => {
  await desk(page, { user: 'township' }, '/new');
  const keys: string[] = [];
  let down = true;
  await page.route(/\/api\/v1\/consultations$/, async (route) => {
    if (route.request().method() !== 'POST') return route.fallback();
    keys.push(route.request().headers()['idempotency-key'] ?? '');
    return down ? route.abort() : route.fulfill({ status: 201, json: { id: 'c-9', number: 'HZ0009', state: 'submitted', version: 1 } });
  });
  await fillRequest(page);
  await page.getByRole('button', { name: '提交申请' }).click();
  await expect(page.getByText('网络不通，申请已保存在本机，联网后自动提交')).toBeVisible();
  await expect(page.getByRole('region', { name: '待同步的申请' })).toBeVisible();
  down = false;
  await page.evaluate(() => window.dispatchEvent(new Event('online')));
  await expect(page.getByText('1 份申请已同步')).toBeVisible();
  await expect(page.getByRole('region', { name: '待同步的申请' })).toBeHidden();
  expect(new Set(keys).size).toBe(1);
});

test('field_errors_of_the_server_stand_beside_their_fields', async ({ page }) => {
  await desk(page, { user: 'township' }, '/new');
  const errors = { reason: [{ code: 'too-long', text: '最多 500 个字' }] };
  await page.route(/\/api\/v1\/consultations$/, (route) =>
    route.request().method() === 'POST'
      ? route.fulfill({ status: 400, json: { title: '提交的内容有误', status: 400, code: 'invalid-input', errors } })
      : route.fallback(),
  );
  await fillRequest(page);
  await page.getByRole('button', { name: '提交申请' }).click();
  await expect(page.locator('.ant-form-item', { hasText: '会诊事由' }).getByText('最多 500 个字')).toBeVisible();
});

test('a_duplicate_leads_to_the_case_that_exists', async ({ page }) => {
  await desk(page, { user: 'township' }, '/new');
  await page.route(/\/api\/v1\/consultations$/, (route) =>
    route.request().method() === 'POST'
      ? route.fulfill({
          status: 409,
          json: { title: '该患者已有一例同类会诊正在进行', status: 409, code: 'live-case-exists', existingId: 'c-2' },
        })
      : route.fallback(),
  );
  await fillRequest(page);
  await page.getByRole('button', { name: '提交申请' }).click();
  await page.getByRole('link', { name: '查看已有申请' }).click();
  await expect(page).toHaveURL(/\/cases\/c-2$/);
});

test('a_case_that_moved_on_keeps_what_was_typed', async ({ page }) => {
  await desk(page, { user: 'township', consultation: shapes.released, actions: shapes.authorActions }, '/cases/c-2');
  const seen: string[] = [];
  await page.route(/\/actions\/adopt$/, (route) => {
    seen.push(route.request().headers()['if-match'] ?? '');
    return route.fulfill({ status: 412, json: { title: '内容已被他人更新', status: 412, code: 'stale-version' } });
  });
  await page.getByLabel('说明', { exact: true }).fill('按意见复查');
  await page.getByRole('button', { name: '记录决定' }).click();
  await expect(page.getByText('内容已更新')).toBeVisible();
  await page.getByRole('button', { name: '载入最新内容' }).click();
  await expect(page.getByLabel('说明', { exact: true })).toHaveValue('按意见复查');
  expect(seen).toEqual(['"9"']);
});

test('an_ended_session_asks_for_the_password_over_the_page_and_loses_nothing', async ({ page }) => {
  await desk(page, { user: 'township', consultation: shapes.released, actions: shapes.authorActions }, '/cases/c-2');
  let ended = true;
  await page.route(/\/actions\/adopt$/, (route) =>
    ended
      ? route.fulfill({ status: 401, json: { title: '请登录', status: 401, code: 'unauthorized' } })
      : route.fulfill({
          json: { ...shapes.released, state: 'adopted', version: 10, decision: { decision: 'adopted', note: '按意见复查' } },
        }),
  );
  await page.getByLabel('说明', { exact: true }).fill('按意见复查');
  await page.getByRole('button', { name: '记录决定' }).click();
  const dialog = page.getByRole('dialog', { name: '登录已过期' });
  ended = false;
  await dialog.getByLabel('密码', { exact: true }).fill('telemed-demo');
  await dialog.getByRole('button', { name: '登 录' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByLabel('说明', { exact: true })).toHaveValue('按意见复查');
  await page.getByRole('button', { name: '记录决定' }).click();
  await expect(page.getByText('已采纳决定').first()).toBeVisible();
});

test('signing_out_leaves_nothing_of_the_user_on_the_machine', async ({ page }) => {
  await desk(page, { user: 'township' }, '/new');
  await page.getByLabel('会诊事由', { exact: true }).fill('不应留下');
  await expect(page.getByText(/草稿已保存/).first()).toBeVisible();
  await page.getByRole('button', { name: /用户菜单/ }).click();
  await page.getByRole('menuitem', { name: '退出登录' }).click();
  await expect(page.getByRole('heading', { name: '登录' })).toBeVisible();
  const left = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        indexedDB.open('telemed').onsuccess = (event) => {
          const database = (event.target as IDBOpenDBRequest).result;
          database.transaction('drafts').objectStore('drafts').count().onsuccess = (counted) =>
            resolve((counted.target as IDBRequest<number>).result);
        };
      }),
  );
  expect(left).toBe(0);
});

test('filters_survive_leaving_the_list_and_the_keyboard_opens_a_case', async ({ page }) => {
  await desk(page, { user: 'office' }, '/desk/incoming?kind=imaging');
  await expect(page.getByRole('row').nth(1)).toBeVisible();
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/cases\/c-2$/);
  await page.getByRole('menuitem', { name: '会诊工作台' }).click();
  await expect(page).toHaveURL(/kind=imaging/);
});

test('a_lock_out_says_how_long', async ({ page }) => {
  await desk(page, { user: null }, '/');
  await page.getByLabel('账号', { exact: true }).fill('locked');
  await page.getByLabel('密码', { exact: true }).fill('x');
  await page.getByRole('button', { name: '登 录' }).click();
  await expect(page.getByRole('alert').first()).toContainText('5 分钟后可再试');
});
