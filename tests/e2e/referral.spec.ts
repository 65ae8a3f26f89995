import { expect, type Locator, test } from '@playwright/test';
import { inventedIdNumber, Person } from './people';

/** Another name in each run, so that a run on a region that has played before finds its own patient. */
const given = '安宁清和明远长乐春山秋水晴岚朝云暮雨松涛竹影'.at((Date.now() / 1000) % 22);
const patient = { name: `江晓${given}`, idNumber: inventedIdNumber() };
const place = { township: '松河县云顶镇中心卫生院', county: '松河县人民医院', city: '云岭市第一人民医院' };

/** The live board of the bureau, which is never loaded again while the case moves. */
class Board {
  private readonly table: Locator;

  constructor(readonly person: Person) {
    this.table = person.page.getByRole('region', { name: '转诊在办' });
  }

  async open(): Promise<void> {
    await this.person.page.goto('/board');
    await expect(this.table).toBeVisible();
    await this.person.page.evaluate(() => Object.assign(window, { neverLoadedAgain: true }));
  }

  private sum(stage: string): Locator {
    return this.table.getByRole('row').filter({ has: this.person.page.getByRole('rowheader', { name: stage, exact: true }) }).getByRole('cell').last();
  }

  async count(stage: string): Promise<number> {
    return Number(await this.sum(stage).innerText());
  }

  /** The stage shows so many cases, and opens to this one in this state. */
  async shows(stage: string, count: number, number: string, state: string): Promise<void> {
    const { page } = this.person;
    await expect(this.sum(stage)).toHaveText(String(count));
    await this.sum(stage).getByRole('button').click();
    const drawer = page.getByRole('dialog');
    await expect(drawer.getByRole('listitem').filter({ hasText: number })).toContainText(state);
    await drawer.getByRole('button', { name: /Close|关闭/ }).first().click();
    await expect(drawer).toBeHidden();
    expect(await page.evaluate(() => 'neverLoadedAgain' in window)).toBe(true);
  }
}

/** Pages that a print of this page takes; Chromium writes each page's object uncompressed. */
const printedPages = async ({ page }: Person) => (await page.pdf({ preferCSSPageSize: true })).toString('latin1').match(/\/Type\s*\/Page\b/g)?.length;

test('a township refers up in an emergency, is turned away, is taken elsewhere, and the patient comes back to a plan', async ({ browser }) => {
  test.setTimeout(600_000);
  const township = await Person.signIn(browser, 'township');
  const countyOffice = await Person.signIn(browser, 'countyoffice');
  const office = await Person.signIn(browser, 'office');
  const specialist = await Person.signIn(browser, 'specialist');
  const board = new Board(await Person.signIn(browser, 'bureau'));
  await board.open();
  const before = {
    waiting: await board.count('待接收'),
    accepted: await board.count('已接收'),
    moving: await board.count('转运到诊'),
    underCare: await board.count('诊治中'),
    returning: await board.count('下转随访'),
  };
  await countyOffice.page.goto('/referral-desk/incoming');
  await office.page.goto('/referral-desk/incoming');
  let number = '';
  let caseUrl = '';
  const card = (person: Person) => person.page.locator('a.rcard').filter({ hasText: patient.name });
  const state = (person: Person, text: string) => expect(person.page.locator('.case-head').getByText(text, { exact: true })).toBeVisible();

  await test.step('the referral, on one page, in the emergency lane', async () => {
    const { page } = township;
    await page.goto('/referrals/new');
    await page.getByRole('button', { name: '登记新患者' }).click();
    await page.getByLabel('姓名', { exact: true }).fill(patient.name);
    await page.getByLabel('证件号码', { exact: true }).fill(patient.idNumber);
    await township.choose('核验方式', '读卡器');
    await page.getByRole('button', { name: '登记新患者' }).click();
    await expect(page.locator('.patient-chosen')).toContainText(patient.name);
    await page.getByText('急诊', { exact: true }).click();
    await township.choose('接收科室', '急诊科');
    await page.getByRole('radio', { name: new RegExp(place.county) }).check();
    await township.choose('转诊原因', '急危重症');
    await page.getByPlaceholder('诊断名称').fill('急性脑梗死');
    await page.getByPlaceholder('ICD-10').fill('I63.9');
    await page.getByLabel('初步印象', { exact: true }).fill('急性脑梗死');
    await page.getByLabel('主要现病史（转出原因）', { exact: true }).fill('突发右侧肢体无力 2 小时，言语不清，本院无溶栓条件。');
    await page.getByLabel('主要既往史', { exact: true }).fill('高血压病 10 年。');
    await page.getByLabel('治疗经过', { exact: true }).fill('吸氧、心电监护，建立静脉通路。');
    await page.getByLabel('签署人', { exact: true }).fill('患者本人');
    await township.shot('20-referral-form');
    await page.getByRole('button', { name: '提交转诊' }).click();
    await expect(page).toHaveURL(/\/referrals\/(?!new)/);
    await state(township, '待接收');
    caseUrl = new URL(page.url()).pathname;
    number = (await page.locator('.case-head h1 small').innerText()).trim();
    await township.shot('21-referral-submitted');
    await board.shows('待接收', before.waiting + 1, number, '待接收');
    await board.person.shot('22-board-submitted');
  });

  await test.step('the county sees it without reload and declines with an alternative', async () => {
    const { page } = countyOffice;
    await expect(card(countyOffice)).toBeVisible();
    await countyOffice.shot('23-county-desk');
    await card(countyOffice).click();
    await countyOffice.act('退回', async (dialog) => {
      await countyOffice.choose('原因', '无床位', dialog);
      await dialog.getByLabel('说明', { exact: true }).fill('卒中单元满员，无法溶栓');
      await countyOffice.choose('建议改转', place.city, dialog);
      await countyOffice.page.keyboard.press('Escape');
      await countyOffice.shot('24-county-declines');
    });
    await state(countyOffice, '已退回');
    await board.shows('待接收', before.waiting + 1, number, '已退回');
    expect(page.url()).toContain(caseUrl);
  });

  await test.step('the township reads why and turns to the recommended hospital', async () => {
    const { page } = township;
    await expect(page.getByText('卒中单元满员').first()).toBeVisible();
    await township.shot('25-township-declined');
    await page.getByRole('button', { name: '按建议改转' }).click();
    const dialog = page.getByRole('dialog').last();
    await expect(dialog.getByRole('radio', { name: new RegExp(place.city) })).toBeChecked();
    // The list is long and drawn in part: typing is what finds a department.
    await dialog.getByLabel('接收科室', { exact: true }).fill('神经内科');
    await page.keyboard.press('Enter');
    await township.shot('26-township-redirects');
    await dialog.getByRole('button', { name: '改转其他医院' }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByText(`已送达${place.city}`)).toBeVisible();
    await board.shows('待接收', before.waiting + 1, number, '已改转');
  });

  await test.step('the city accepts with a bed', async () => {
    await expect(card(office)).toBeVisible();
    await card(office).click();
    await office.act('接收', async (dialog) => {
      await dialog.getByRole('button', { name: /床$/ }).first().click();
      await office.shot('27-city-bed');
    });
    await state(office, '已预留');
    await board.shows('已接收', before.accepted + 1, number, '已预留');
    await expect(township.page.getByText(/已预留.*床/).first()).toBeVisible();
    await township.shot('28-township-accepted');
  });

  await test.step('the patient sets off and arrives', async () => {
    await township.act('登记出发', async (dialog) => {
      await dialog.getByLabel('护送人员', { exact: true }).fill('护士一名');
      await township.shot('29-township-departs');
    });
    await board.shows('转运到诊', before.moving + 1, number, '转运中');
    const { page } = office;
    await page.goto('/referral-desk/arrivals');
    const expected = page.getByRole('region', { name: '在途' }).getByRole('listitem').filter({ hasText: patient.name });
    await office.shot('30-city-arrivals');
    await expected.getByRole('button', { name: '登记到达' }).click();
    await expect(page.getByRole('region', { name: '已到达，待收治' }).getByText(patient.name)).toBeVisible();
    await board.shows('转运到诊', before.moving + 1, number, '已到达');
  });

  await test.step('and is admitted', async () => {
    const { page } = office;
    await page.getByRole('listitem').filter({ hasText: patient.name }).getByRole('button', { name: '收治' }).click();
    const dialog = page.getByRole('dialog').last();
    await dialog.getByLabel('病区', { exact: true }).fill('神经内科一病区');
    await dialog.getByLabel('住院病案号', { exact: true }).fill('ZY0020261122');
    await dialog.getByRole('button', { name: '收治' }).click();
    await expect(dialog).toBeHidden();
    await expect(township.page.getByText(`患者正在${place.city}诊治`)).toBeVisible();
    await board.shows('诊治中', before.underCare + 1, number, '诊治中');
    await board.person.shot('31-board-under-care');
  });

  await test.step('the specialist sends the patient back down with a plan', async () => {
    const { page } = specialist;
    await page.goto(caseUrl);
    await specialist.act('下转回基层', async (dialog) => {
      await dialog.getByLabel('主要检查结果和治疗经过').fill('头颅 MRI 示左侧基底节区急性梗死灶，静脉溶栓后肌力恢复至 4 级。');
      await dialog.getByLabel('下一步治疗方案').fill('抗血小板、调脂、控制血压。');
      await dialog.getByLabel('用药方案').fill('阿司匹林 100 mg 每日一次；阿托伐他汀 20 mg 每晚一次');
      await dialog.getByLabel('康复建议').fill('肢体功能锻炼，每日两次');
      await dialog.getByLabel(/警示症状/).fill('再次肢体无力、言语不清、剧烈头痛');
      await expect(dialog.getByLabel('日期', { exact: true }).first()).not.toHaveValue('');
      await specialist.shot('32-specialist-returns');
    });
    await state(specialist, '诊治完成');
    await board.shows('下转随访', before.returning + 2, number, '诊治完成');
  });

  await test.step('the township receives the patient and follows up', async () => {
    const { page } = township;
    await page.goto('/referral-desk/follow-ups');
    const row = page.getByRole('listitem').filter({ hasText: patient.name });
    await township.shot('33-township-to-receive');
    await row.getByRole('button', { name: '确认接收' }).click();
    let dialog = page.getByRole('dialog').last();
    await dialog.getByRole('button', { name: '确认接收' }).click();
    await expect(dialog).toBeHidden();
    await expect(row.getByRole('button', { name: '记录随访' })).toBeVisible();
    await township.shot('34-township-follow-ups');
    await row.getByRole('button', { name: '记录随访' }).click();
    dialog = page.getByRole('dialog').last();
    await dialog.getByLabel('随访情况').fill('右侧肌力 4+ 级，血压 132/80 mmHg，服药规律。');
    await dialog.getByRole('button', { name: '记录随访' }).click();
    await expect(dialog).toBeHidden();
    await row.getByRole('link', { name: patient.name }).click();
    await expect(page.getByText('右侧肌力 4+ 级').first()).toBeVisible();
    await township.shot('35-township-down-case');
  });

  await test.step('the loop is closed', async () => {
    const close = async () => {
      await township.page.getByRole('button', { name: '更多操作' }).click();
      await township.page.getByRole('menuitem', { name: '结案' }).click();
      const dialog = township.page.getByRole('dialog').last();
      await dialog.getByRole('button', { name: '结案' }).click();
      await expect(dialog).toBeHidden();
      await state(township, '已结案');
    };
    await close();
    await township.page.goto(caseUrl);
    await close();
    await township.shot('36-township-closed');
    await expect.poll(() => board.count('下转随访')).toBe(before.returning);
    await board.person.shot('37-board-closed');
    expect(await board.person.page.evaluate(() => 'neverLoadedAgain' in window)).toBe(true);
  });

  await test.step('both forms print on one page', async () => {
    for (const [form, title] of [['referral', '双向转诊单'], ['return', '双向转诊（回转）单']]) {
      await township.page.goto(`${caseUrl}/print/${form}`);
      await expect(township.page.getByRole('heading', { name: title, exact: true })).toBeVisible();
      await expect(township.page.locator('.a4')).toContainText(patient.name);
      await township.shot(`38-print-${form}`);
      expect(await printedPages(township)).toBe(1);
    }
  });
});

test('the referral desks keep within a narrow window', async ({ browser }) => {
  const phone = await Person.signIn(browser, 'office', { width: 360, height: 740 });
  for (const desk of ['incoming', 'outgoing', 'arrivals', 'follow-ups', 'capacity']) {
    await phone.page.goto(`/referral-desk/${desk}`);
    await phone.page.waitForLoadState('networkidle');
    expect(await phone.page.evaluate(() => document.documentElement.scrollWidth), desk).toBeLessThanOrEqual(360);
    await phone.shot(`39-phone-${desk}`);
  }
});
