import { expect, type Page, test } from '@playwright/test';
import { RecognitionServer } from './recognition-server';

// Page tests: the server is played from recorded shapes. What the real one does is tested in tests/e2e.

const order = '/recognition/check?patient=pt-1';

async function add(page: Page, name: string) {
  const picker = page.getByLabel('添加项目');
  await picker.fill(name);
  await page.locator('.ant-select-item-option').filter({ hasText: name }).first().waitFor();
  await picker.press('Enter');
}

const row = (page: Page, name: string) => page.getByRole('list', { name: '开单项目' }).getByRole('listitem', { name, exact: true });

test('an_item_is_put_in_by_keys_and_what_is_known_shows_beside_it_without_a_dialog', async ({ page }) => {
  const server = new RecognitionServer();
  await server.open(page, order, 'township');
  await add(page, '胸部CT');
  const chest = row(page, '胸部CT平扫');
  await expect(chest).toContainText('石门县人民医院');
  await expect(chest).toContainText('贵州省HR');
  await expect(chest).toContainText('6 天前');
  await expect(chest).toContainText('同一医联体');
  await expect(chest).not.toContainText('已超过有效期');
  await chest.getByRole('button', { name: '另有 1 个结果' }).click();
  await expect(chest).toContainText('已超过有效期：30 天');
  await expect(chest).toContainText('检查当日没有质控合格证据');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  // The order can be placed whatever is known.
  await expect(page.getByRole('button', { name: '开单 1 项' })).toBeEnabled();
});

test('items_put_in_together_are_asked_together_and_later_ones_alone', async ({ page }) => {
  const server = new RecognitionServer();
  await server.open(page, order, 'township');
  await add(page, '胸部CT');
  await add(page, '颅脑MR');
  await expect(row(page, '颅脑MR平扫')).toContainText('没有已有结果');
  await add(page, '腹部超声');
  await expect(row(page, '腹部超声')).toContainText('没有已有结果');
  const asked = server.sent(/\/checks$/).map(({ items }) => (items as { code: string }[]).map(({ code }) => code));
  expect(asked.flat().toSorted()).toEqual(['CT.CHEST.PLAIN', 'MR.HEAD.PLAIN', 'US.ABDOMEN']);
  expect(asked.at(-1)).toEqual(['US.ABDOMEN']);
});

test('accepting_withdraws_the_order_tells_what_it_saves_and_can_be_taken_back', async ({ page }) => {
  const server = new RecognitionServer();
  await server.open(page, order, 'township');
  await add(page, '胸部CT');
  await row(page, '胸部CT平扫').getByRole('button', { name: '认可', exact: true }).click();
  await expect(row(page, '胸部CT平扫')).toContainText('已认可，本项不再检查，为患者节省 ¥280');
  await expect(page.getByRole('button', { name: /^开单 \d/ })).toHaveCount(0);
  expect(server.sent(/\/decisions$/)).toEqual([{ code: 'CT.CHEST.PLAIN', resultId: 'res-ct', decision: 'accept' }]);
  await page.getByRole('button', { name: '撤销决定' }).click();
  await expect(page.getByRole('button', { name: '开单 1 项' })).toBeEnabled();
  expect(server.sent(/\/decisions\/1\/revoke$/)).toHaveLength(1);
});

test('declining_needs_a_statutory_reason_and_the_explanation_and_names_what_is_missing_beside_it', async ({ page }) => {
  const server = new RecognitionServer();
  await server.open(page, order, 'township');
  await add(page, '胸部CT');
  const chest = row(page, '胸部CT平扫');
  await chest.getByRole('button', { name: '不认可', exact: true }).click();
  await chest.getByRole('button', { name: '确认不认可' }).click();
  await expect(chest.getByText('请选择原因')).toBeVisible();
  await expect(chest.getByText('请先向患者说明')).toBeVisible();
  await chest.getByRole('radio', { name: '其他确有需要的情形' }).check();
  await chest.getByRole('checkbox', { name: /已向患者说明/ }).check();
  // The button stands still once what was missing is gone.
  await expect(chest.getByText('请选择原因')).toHaveCount(0);
  await expect(chest.getByText('请先向患者说明')).toHaveCount(0);
  await chest.getByRole('button', { name: '确认不认可' }).click();
  await expect(chest.getByText('此原因须写明说明')).toBeVisible();
  expect(server.sent(/\/decisions$/)).toEqual([]);
  await chest.getByRole('radio', { name: /病情变化/ }).check();
  await chest.getByRole('button', { name: '确认不认可' }).click();
  await expect(chest).toContainText('不认可，本项照常开单');
  await expect(chest.getByRole('link', { name: '打印说明单' })).toHaveAttribute(
    'href',
    '/recognition/checks/k-1/explanation?code=CT.CHEST.PLAIN',
  );
  expect(server.sent(/\/decisions$/)).toEqual([
    { code: 'CT.CHEST.PLAIN', resultId: 'res-ct', decision: 'decline', reasonCode: 'conditionChanged', explained: true },
  ]);
});

test('a_refusal_of_the_server_stands_beside_its_field_and_keeps_what_was_written', async ({ page }) => {
  const server = new RecognitionServer();
  await server.open(page, order, 'township');
  await page.route('**/checks/k-1/decisions', (route) =>
    route.fulfill({
      status: 400,
      json: { title: '请检查填写内容', status: 400, code: 'invalid', errors: { comment: [{ code: 'too-short', text: '说明太短' }] } },
    }),
  );
  await add(page, '胸部CT');
  const chest = row(page, '胸部CT平扫');
  await chest.getByRole('button', { name: '不认可', exact: true }).click();
  await chest.getByRole('radio', { name: /病情变化/ }).check();
  await chest.getByLabel('补充说明（选填）').fill('热');
  await chest.getByRole('checkbox', { name: /已向患者说明/ }).check();
  await chest.getByRole('button', { name: '确认不认可' }).click();
  await expect(chest.getByText('说明太短')).toBeVisible();
  await expect(chest.getByLabel('补充说明（选填）')).toHaveValue('热');
});

test('looking_is_recorded_before_anything_is_shown_and_stands_beside_the_question', async ({ page }) => {
  const server = new RecognitionServer();
  await server.open(page, order, 'township');
  await page.getByPlaceholder('诊断名称').fill('咳嗽待查');
  await add(page, '钾');
  const potassium = row(page, '钾');
  await potassium.getByRole('button', { name: '查看' }).click();
  const pane = page.getByRole('region', { name: '已有结果' });
  await expect(pane).toContainText('咳嗽待查');
  await expect(pane.getByRole('cell', { name: '4.1' })).toBeVisible();
  await expect(pane.getByRole('img', { name: /钾.*3\.3.*4\.1/ })).toBeVisible();
  const looked = server.calls.findIndex(({ path }) => path.endsWith('/views'));
  const read = server.calls.findIndex(({ path }) => path === '/api/v1/results/res-k');
  expect(looked).toBeGreaterThan(-1);
  expect(read).toBeGreaterThan(looked);
  await expect(potassium).toBeVisible();
});

test('leaving_records_nothing_and_orders_nothing', async ({ page }) => {
  const server = new RecognitionServer();
  await server.open(page, order, 'township');
  await add(page, '胸部CT');
  await expect(row(page, '胸部CT平扫')).toContainText('石门县人民医院');
  await page.getByRole('button', { name: '取消' }).click();
  await expect(page).toHaveURL(/\/patients\/pt-1$/);
  expect(server.sent(/\/(decisions|orders|views|quotes|close)$/)).toEqual([]);
});

test('placing_orders_what_is_left_and_a_repeat_is_named', async ({ page }) => {
  const server = new RecognitionServer();
  await server.open(page, order, 'township');
  await add(page, '胸部CT');
  await add(page, '钾');
  await row(page, '钾').getByRole('button', { name: '认可', exact: true }).click();
  await expect(page.getByText('1 项有可认可的结果，尚未决定')).toBeVisible();
  await page.getByRole('button', { name: '开单 1 项' }).click();
  await expect(row(page, '胸部CT平扫')).toContainText('计入应认未认');
  expect(server.sent(/\/orders$/)).toEqual([{ code: 'CT.CHEST.PLAIN' }]);
});

test('a_changed_circumstance_asks_undecided_items_again_and_closes_the_check_before', async ({ page }) => {
  const server = new RecognitionServer();
  await server.open(page, order, 'township');
  await add(page, '胸部CT');
  await expect(row(page, '胸部CT平扫')).toContainText('可认可');
  await page.getByRole('checkbox', { name: '急诊抢救' }).check();
  await expect(row(page, '胸部CT平扫')).toContainText('急诊抢救，结果仅供参考');
  expect(server.sent(/\/checks$/).at(-1)?.context).toEqual({ emergency: true });
  await expect.poll(() => server.sent(/\/checks\/k-1\/close$/).length).toBe(1);
});

test('a_quiet_specialty_finds_earlier_results_folded', async ({ page }) => {
  const server = new RecognitionServer();
  server.quiet = true;
  await server.open(page, order, 'township');
  await add(page, '胸部CT');
  const chest = row(page, '胸部CT平扫');
  await expect(chest.getByRole('button', { name: /有 2 个已有结果/ })).toBeVisible();
  await expect(chest).not.toContainText('石门县人民医院');
  await chest.getByRole('button', { name: /有 2 个已有结果/ }).click();
  await expect(chest).toContainText('石门县人民医院');
});

test('a_failed_look_up_says_so_and_is_tried_again_when_asked', async ({ page }) => {
  const server = new RecognitionServer();
  await server.open(page, order, 'township');
  let failing = true;
  await page.route(/\/recognition\/checks$/, (route) => (failing ? route.abort() : route.fallback()));
  await add(page, '胸部CT');
  await expect(page.getByText('查不到已有结果，不影响开单。')).toBeVisible();
  failing = false;
  await page.getByRole('button', { name: '重试' }).click();
  await expect(row(page, '胸部CT平扫')).toContainText('石门县人民医院');
});

test('results_are_filtered_and_tell_what_must_not_be_overlooked', async ({ page }) => {
  await new RecognitionServer().open(page, '/patients/pt-1?tab=results', 'township');
  const list = page.getByRole('region', { name: '检查检验结果' });
  await expect(list.getByRole('button', { name: /钾 .*危急值/ })).toBeVisible();
  await expect(list.getByRole('button', { name: /肝功八项.*存量数据.*未对照/ })).toBeVisible();
  await list.getByLabel('类别').click();
  await page.locator('.ant-select-item-option').filter({ hasText: '影像' }).dispatchEvent('click');
  await expect(list.getByRole('button', { name: /肝功八项/ })).toHaveCount(0);
  await list.getByRole('button', { name: /胸部CT平扫/ }).click();
  const drawer = page.getByRole('dialog');
  await expect(drawer).toContainText('磨玻璃结节');
  await drawer.getByRole('button', { name: '查看全部 2 个版本' }).click();
  await expect(drawer).toContainText('直径约 9 mm');
  await expect(drawer).toContainText('更正结节大小');
});

test('a_critical_value_is_confirmed_with_what_is_done_about_it', async ({ page }) => {
  const server = new RecognitionServer();
  await server.open(page, '/recognition/critical', 'township');
  await expect(page.getByText('钾 6.8 mmol/L')).toBeVisible();
  await page.getByRole('button', { name: '确认', exact: true }).click();
  await expect(page.getByText('请写明处理措施')).toBeVisible();
  await page.getByRole('button', { name: '已通知患者立即到院' }).click();
  await page.getByRole('button', { name: '确认', exact: true }).click();
  await expect.poll(() => server.sent(/confirmCritical$/)).toEqual([{ handling: '已通知患者立即到院' }]);
});

test('the_patients_sheet_is_one_page_of_a4', async ({ page }) => {
  await new RecognitionServer().open(page, '/recognition/checks/k-1/explanation?code=CT.CHEST.PLAIN', 'township');
  for (const text of ['检查检验重复开具说明单', '病情变化', '高热、咯血', '石门县人民医院', '贵州省HR'])
    await expect(page.locator('.a4')).toContainText(text);
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
});

test('the_monitor_opens_a_number_to_its_checks_and_is_fetched_as_csv', async ({ page }) => {
  const server = new RecognitionServer();
  await server.open(page, '/recognition/board', 'bureau');
  await expect(page.getByTestId('recognition-rate')).toHaveText('56.4%');
  await page.getByText('原因', { exact: true }).click();
  await expect(page.getByRole('row', { name: /病情变化/ })).toBeVisible();
  await page.getByRole('button', { name: '病情变化 不认可 44' }).click();
  await expect(page.getByRole('link', { name: /HR202611220001/ })).toBeVisible();
  const asked = new URL(`http://x${server.calls.findLast(({ path }) => path.includes('/measures/cases'))?.path}`).searchParams;
  expect(Object.fromEntries(asked)).toMatchObject({ by: 'reason', key: 'conditionChanged', measure: 'declined' });
  await page.keyboard.press('Escape');
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: /CSV/ }).click();
  expect((await saved).suggestedFilename()).toMatch(/^互认监测-原因-\d{4}-\d{2}-\d{4}-\d{2}\.csv$/);
});

test('the_rule_test_names_the_deciding_rule_and_each_step', async ({ page }) => {
  const server = new RecognitionServer();
  await server.open(page, '/recognition/admin/test', 'bureau');
  // By typing, so that no list that still glides away is in the way.
  const choose = async (label: string, option: string) => {
    await page.getByLabel(label, { exact: true }).fill(option);
    await page.locator('.ant-select-item-option-active').filter({ hasText: option }).waitFor();
    await page.getByLabel(label, { exact: true }).press('Enter');
  };
  await page.getByRole('button', { name: '判定' }).click();
  await expect(page.getByText('必填').first()).toBeVisible();
  await choose('开单机构', '云岭镇卫生院');
  await choose('出具结果的机构', '石门县人民医院');
  await choose('项目', '胸部CT平扫');
  await page.getByRole('button', { name: '判定' }).click();
  const answer = page.getByRole('region', { name: '判定结果' });
  await expect(answer).toContainText('同一医联体内，有效期内');
  await expect(answer.getByRole('listitem').filter({ hasText: '质控合格' }).getByLabel('未通过')).toBeVisible();
});

test('refused_rows_of_an_import_come_back_as_a_table', async ({ page }) => {
  await new RecognitionServer().open(page, '/recognition/import', 'office');
  await page.locator('input[type=file]').setInputFiles({ name: '2025.csv', mimeType: 'text/csv', buffer: Buffer.from('a,b\r\n') });
  await expect(page.getByText('共 10,000 行，入库 9,988，退回 12')).toBeVisible();
  await expect(page.getByText('检查时间晚于现在')).toBeVisible();
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: '下载退回行' }).click();
  const stream = await (await saved).createReadStream();
  const text = Buffer.concat(await stream.toArray()).toString('utf8');
  expect(text.startsWith('\uFEFF"行号","列","代码","原因"')).toBe(true);
  expect(text).toContain('"118","unit","unit-does-not-fit"');
});

test('the_insurer_reads_repeats_with_their_answers_and_answers_none', async ({ page }) => {
  await new RecognitionServer().open(page, '/recognition/insurer', 'insurer');
  await expect(page.getByText('2 例，涉及费用 ¥286')).toBeVisible();
  await expect(page.getByText('患者转科途中影像未能调阅。')).toBeVisible();
  await expect(page.getByRole('button', { name: '说明情况' })).toHaveCount(0);
});

test('a_resident_sees_what_was_saved_and_who_looked', async ({ page }) => {
  await new RecognitionServer().open(page, '/own', 'resident');
  await expect(page.getByText('互认已为您节省 ¥280')).toBeVisible();
  const looks = page.locator('.ant-card').filter({ hasText: '谁查看过我的结果' });
  await expect(looks.getByRole('listitem')).toHaveCount(1);
  await expect(looks).toContainText('云岭镇卫生院');
});

test('english_is_one_switch_away_on_pages_that_brought_their_phrases_later', async ({ page }) => {
  await page.addInitScript(() => localStorage.setItem('telemed.language', 'en'));
  await new RecognitionServer().open(page, '/recognition/admin/rules', 'bureau');
  await expect(page.getByRole('button', { name: 'Try on last month' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Rule editor' })).toBeVisible();
});

test('no_page_is_wider_than_a_phone', async ({ page }) => {
  test.setTimeout(180_000);
  await page.setViewportSize({ width: 360, height: 740 });
  await new RecognitionServer().open(page, order, 'township');
  await add(page, '胸部CT');
  await row(page, '胸部CT平扫').getByRole('button', { name: '不认可', exact: true }).click();
  const width = () => page.evaluate(() => document.documentElement.scrollWidth);
  expect(await width()).toBeLessThanOrEqual(360);
  await row(page, '胸部CT平扫').getByRole('button', { name: '看影像' }).click();
  await expect(page.getByRole('region', { name: '已有结果' })).toContainText('磨玻璃结节');
  expect(await width()).toBeLessThanOrEqual(360);
  for (const path of [
    '/patients/pt-1?tab=results',
    '/results/res-k',
    '/recognition/critical',
    '/recognition/checks',
    '/recognition/checks/k-1',
  ]) {
    await page.goto(path);
    await expect(page.locator('h1').first()).toBeVisible();
    expect(await width(), path).toBeLessThanOrEqual(360);
  }
});

test('no_page_of_the_administrators_is_wider_than_a_phone', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await new RecognitionServer().open(page, '/recognition/board', 'bureau');
  for (const path of [
    'board',
    'findings',
    ...['catalogue', 'rules', 'test', 'quality', 'mapping', 'samples', 'prices'].map((name) => `admin/${name}`),
  ]) {
    await page.goto(`/recognition/${path}`);
    await expect(page.locator('h1').first()).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(360);
  }
});
