import { expect, type Page, test } from '@playwright/test';
import { RecognitionServer } from './recognition-server';

interface Put {
  readonly baseVersion: number;
  readonly approver: string;
  readonly unknownToThePage: object;
  readonly items: readonly { readonly code: string; readonly [member: string]: unknown }[];
  readonly relations: readonly { readonly code: string; readonly on: boolean; readonly text: object }[];
  readonly specialties: readonly { readonly department: string; readonly [member: string]: unknown }[];
  readonly reasons: readonly { readonly code: string; readonly [member: string]: unknown }[];
  readonly [member: string]: unknown;
}

async function open(page: Page) {
  const server = new RecognitionServer();
  await server.open(page, '/recognition/admin/rules', 'bureau');
  const stored = async (): Promise<Put> => {
    await page.getByRole('button', { name: '保存新版本' }).click();
    await expect.poll(() => server.calls.some(({ method }) => method === 'PUT')).toBe(true);
    return server.calls.find(({ method }) => method === 'PUT')?.body as unknown as Put;
  };
  const item = (put: Put, code: string) => put.items.find((each) => each.code === code);
  const edit = async (name: string) => {
    await page.getByRole('button', { name: `编辑 ${name} 的条件` }).click();
    return page.getByRole('dialog');
  };
  return { server, stored, item, edit };
}

const done = (page: Page) => page.getByRole('dialog').getByRole('button', { name: '完成' }).click();

test('rules_are_tried_on_last_month_and_saved_with_what_the_page_does_not_know', async ({ page }) => {
  const { stored, item } = await open(page);
  await page.getByLabel('钾 有效期（天）').fill('3');
  await page.getByLabel('钾 有效期（天）').blur();
  await expect(page.getByText('原 7 天')).toBeVisible();
  await page.getByRole('switch', { name: '互认标识' }).click();
  await page.getByRole('button', { name: '试算上月' }).click();
  await expect(page.getByText('有 49 个结论不同')).toBeVisible();
  const put = await stored();
  expect(put).toMatchObject({ baseVersion: 3, approver: '卫健管理员', unknownToThePage: { kept: true } });
  expect(item(put, 'LAB.K')).toMatchObject({ windowHours: 72, unknownToThePage: 'LAB.K' });
  expect(item(put, 'ECG.12LEAD')).toMatchObject({ windowHours: null, negative: { reason: { zh: '急性期变化快', en: 'Changes fast' } } });
  expect(put.relations.find(({ code }) => code === 'mark')?.on).toBe(true);
});

test('windows_of_diseases_are_added_changed_and_removed', async ({ page }) => {
  const { stored, item, edit } = await open(page);
  let drawer = await edit('颅脑CT平扫');
  await drawer.getByLabel('时限（小时）').fill('12');
  await drawer.getByRole('button', { name: '添加病种时限' }).click();
  await drawer.getByLabel('诊断编码（ICD-10）').nth(1).fill('s06*,s07*,');
  await drawer.getByLabel('时限（小时）').nth(1).fill('48');
  await drawer.getByLabel('时限（小时）').nth(1).blur();
  await expect(drawer.getByText('2 天', { exact: true })).toBeVisible();
  await page.screenshot({ path: 'test-results/rule-drawer.png' });
  await done(page);
  await expect(page.getByRole('row', { name: /颅脑CT平扫/ })).toContainText('S06*、S07*：2 天');
  drawer = await edit('颅脑CT平扫');
  await drawer.getByRole('button', { name: '删除 I63*、I61*' }).click();
  await done(page);
  await expect(page.getByText('1 处修改')).toBeVisible();
  expect(item(await stored(), 'CT.HEAD.PLAIN')?.diseases).toEqual([{ codes: ['S06*', 'S07*'], windowHours: 48 }]);
});

test('an_item_comes_onto_the_negative_list_with_its_reason_in_both_languages', async ({ page }) => {
  const { server, stored, item, edit } = await open(page);
  const drawer = await edit('血细胞分析');
  await drawer.getByRole('switch', { name: /负面清单/ }).click();
  await drawer.getByLabel('理由（中文）').fill('变化快');
  await done(page);
  await page.getByRole('button', { name: '保存新版本' }).click();
  await expect(page.getByRole('row', { name: /血细胞分析/ })).toContainText('负面清单：须有中英文说明');
  expect(server.calls.some(({ method }) => method === 'PUT')).toBe(false);
  await (await edit('血细胞分析')).getByLabel('理由（英文）').fill('Changes fast');
  await done(page);
  await page.getByText('负面清单', { exact: true }).first().click();
  await expect(page.getByRole('row', { name: /LAB.CBC/ })).toBeVisible();
  await expect(page.getByRole('row', { name: /LAB.K/ })).toHaveCount(0);
  const put = await stored();
  expect(item(put, 'LAB.CBC')?.negative).toEqual({ reason: { zh: '变化快', en: 'Changes fast' } });
});

test('an_item_leaves_the_negative_list_and_classes_and_methods_keep_their_order', async ({ page }) => {
  const { stored, item, edit } = await open(page);
  await (await edit('十二导联心电图')).getByRole('switch', { name: /负面清单/ }).click();
  await done(page);
  const drawer = await edit('胸部CT平扫');
  await drawer.getByLabel('设备').fill('128排、');
  await drawer.getByLabel('方法').fill('低剂量,');
  await done(page);
  const put = await stored();
  expect(item(put, 'ECG.12LEAD')?.negative).toBeNull();
  expect(item(put, 'CT.CHEST.PLAIN')).toMatchObject({ deviceClasses: ['16排', '64排', '128排'], methods: ['低剂量'] });
});

test('an_item_is_taken_out_and_restored_and_another_comes_in', async ({ page }) => {
  const { stored, item, edit } = await open(page);
  await (await edit('肌酐')).getByRole('button', { name: '移出目录' }).click();
  await (await edit('腹部超声')).getByRole('button', { name: '移出目录' }).click();
  await page.getByRole('button', { name: '恢复 肌酐' }).click();
  await expect(page.getByText('1 处修改')).toBeVisible();
  await page.getByLabel('添加项目').fill('MR.KNEE');
  await page.locator('.ant-select-item-option-active').filter({ hasText: 'MR.KNEE' }).waitFor();
  await page.getByLabel('添加项目').press('Enter');
  await done(page);
  await expect(page.getByRole('row', { name: /MR.KNEE/ })).toContainText('新增');
  const put = await stored();
  expect(put.items.map(({ code }) => code)).not.toContain('US.ABDOMEN');
  expect(item(put, 'MR.KNEE')).toMatchObject({ windowHours: 168, from: 'performed', evidence: 'byRelation', diseases: [] });
});

test('reasons_to_repeat_are_added_reworded_and_removed', async ({ page }) => {
  const { stored } = await open(page);
  const reasons = page.getByRole('region', { name: '复检理由' });
  await reasons.getByRole('button', { name: '添加复检理由' }).click();
  const added = reasons.getByRole('listitem', { name: '新理由' });
  await added.getByLabel('理由说明（中文）').fill('设备更换后首次随访');
  const row = reasons.getByRole('listitem', { name: '设备更换后首次随访' });
  await row.getByLabel('理由说明（英文）').fill('First visit after new equipment');
  await row.getByLabel('代码').fill('newDevice');
  await row.getByRole('checkbox', { name: '须写明情况' }).uncheck();
  await reasons.getByRole('listitem', { name: '急诊、急救' }).getByLabel('理由说明（英文）').fill('Emergency');
  await reasons.getByRole('button', { name: '删除 司法、伤残及病退等鉴定' }).click();
  await page
    .getByRole('tooltip')
    .getByRole('button', { name: /删\s*除/ })
    .click();
  await reasons.screenshot({ path: 'test-results/rule-reasons.png' });
  const put = await stored();
  expect(put.reasons.map(({ code }) => code)).not.toContain('appraisal');
  expect(put.reasons.find(({ code }) => code === 'emergency')?.text).toEqual({ zh: '急诊、急救', en: 'Emergency' });
  expect(put.reasons.at(-1)).toEqual({
    code: 'newDevice',
    text: { zh: '设备更换后首次随访', en: 'First visit after new equipment' },
    needsComment: false,
    statutory: null,
  });
});

test('relations_specialties_and_periods_are_data_too', async ({ page }) => {
  const { stored } = await open(page);
  await page.getByLabel('同一医联体 说明与依据').click();
  await page.getByRole('listitem').filter({ hasText: '同一医联体内' }).getByLabel('依据', { exact: true }).fill('实施方案第七条');
  const specialties = page.getByRole('region', { name: '专科规则' });
  await specialties.getByRole('listitem', { name: '儿科' }).getByLabel('有效期倍数').fill('0.25');
  await specialties.getByRole('button', { name: '删除 内分泌科' }).click();
  await specialties.getByRole('button', { name: '添加专科规则' }).click();
  const added = specialties.getByRole('listitem', { name: '新专科' });
  await added.getByLabel('理由（中文）').fill('放疗期间');
  await added.getByLabel('理由（英文）').fill('During radiotherapy');
  await added.getByLabel('最长（小时）').fill('48');
  await added.getByLabel('科室').fill('肿瘤科');
  await page.getByLabel('核对有效（小时）').fill('48');
  await page.getByLabel('C、D 级上限').fill('15');
  await page.getByLabel('C、D 级上限').blur();
  const put = await stored();
  expect(put.relations.find(({ code }) => code === 'alliance')).toMatchObject({ source: '实施方案第七条', text: { zh: '同一医联体内' } });
  expect(put.specialties).toMatchObject([
    { department: '儿科', windowFactor: 0.25 },
    { department: '肿瘤科', windowHours: 48, items: null },
  ]);
  expect(put).toMatchObject({ checkHours: 48, sampling: { worstShare: 0.15, leastSamples: 5 } });
});

test('what_the_server_refuses_stands_at_its_row_until_that_row_is_changed', async ({ page }) => {
  const { edit } = await open(page);
  await page.route('**/recognition/catalogue/preview', (route) =>
    route.fulfill({
      status: 400,
      json: {
        title: '请检查填写内容',
        status: 400,
        code: 'invalid',
        errors: {
          'items[1].diseases[0].codes': [{ code: 'invalid', text: '编码无效' }],
          'reasons[0].text': [{ code: 'required', text: '须有中英文说明' }],
          approvedBy: [{ code: 'required', text: '批准人无权' }],
        },
      },
    }),
  );
  await page.getByLabel('钾 有效期（天）').fill('3');
  await page.getByLabel('钾 有效期（天）').blur();
  await page.getByRole('button', { name: '试算上月' }).click();
  const row = page.getByRole('row', { name: /颅脑CT平扫/ });
  await expect(row).toContainText('病种时限 1 诊断编码（ICD-10）：编码无效');
  await expect(page.getByText('批准人无权')).toBeVisible();
  await expect(page.getByRole('listitem', { name: /病情变化/ })).toContainText('须有中英文说明');
  await page.screenshot({ path: 'test-results/rule-faults.png', fullPage: true });
  const drawer = await edit('颅脑CT平扫');
  await expect(drawer.getByText('编码无效')).toBeVisible();
  await drawer.getByLabel('时限（小时）').fill('30');
  await drawer.getByLabel('时限（小时）').blur();
  await expect(drawer.getByText('编码无效')).toHaveCount(0);
  await done(page);
  await expect(page.getByRole('listitem', { name: /病情变化/ })).toContainText('须有中英文说明');
});

test('the_editor_and_its_drawer_fit_a_phone', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  const { edit } = await open(page);
  const width = () => page.evaluate(() => document.documentElement.scrollWidth);
  await expect(page.getByRole('heading', { name: '规则编辑' })).toBeVisible();
  expect(await width()).toBeLessThanOrEqual(360);
  await page.screenshot({ path: 'test-results/rules-phone.png', fullPage: true });
  const drawer = await edit('颅脑CT平扫');
  await expect(drawer.getByLabel('时限（小时）')).toBeVisible();
  await page.screenshot({ path: 'test-results/rule-drawer-phone.png' });
  expect(await width()).toBeLessThanOrEqual(360);
});
