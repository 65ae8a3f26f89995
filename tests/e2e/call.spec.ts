import { expect, type Locator, type Page, test } from '@playwright/test';
import { Person } from './people';

interface Listed {
  readonly id: string;
  readonly state: string;
  readonly studies?: readonly string[];
}

const open = new Set(['accepted', 'assigned', 'scheduled', 'inSession', 'opinionDraft']);

/** A case of the demo region, not yet answered, that this township asks for and that lies in that box of the other. */
async function caseOf(asking: Page, asked: Page, box: 'mine' | 'incoming', wanted: (one: Listed) => boolean = () => true): Promise<string> {
  const list = async (page: Page, of: string) => {
    const answer = await page.request.get(`/api/v1/consultations?box=${of}&limit=100`);
    return ((await answer.json()) as { items: Listed[] }).items.filter(({ state }) => open.has(state));
  };
  const theirs = new Set((await list(asked, box)).map(({ id }) => id));
  for (const { id } of await list(asking, 'outgoing')) {
    if (!theirs.has(id)) continue;
    const answer = await asking.request.get(`/api/v1/consultations/${id}`);
    if (wanted((await answer.json()) as Listed)) return id;
  }
  throw new Error('the demo region has no such case of these two');
}

/** How many pictures of somebody else were shown so far. */
const framesOf = (page: Page, name: string) =>
  page.getByLabel(name, { exact: true }).evaluate((video) => (video as HTMLVideoElement).getVideoPlaybackQuality().totalVideoFrames);

test('a township doctor calls, the specialist is rung and comes, they see and hear each other until one hangs up', async ({ browser }) => {
  const township = await Person.signIn(browser, 'township');
  const specialist = await Person.signIn(browser, 'specialist');
  const [asking, asked] = [township.page, specialist.page];
  const id = await caseOf(asking, asked, 'mine');
  await asking.goto(`/cases/${id}`);
  await asked.goto('/desk/incoming');

  await test.step('looks at the own picture first, then enters and waits', async () => {
    await asking.getByRole('button', { name: '视频会诊' }).click();
    const dialog = asking.getByRole('dialog');
    await expect(dialog.locator('video')).toBeVisible();
    await township.shot('60-call-devices');
    await dialog.getByRole('button', { name: '进入通话' }).click();
    await expect(asking.getByText('等待对方加入')).toBeVisible();
  });

  await test.step('the specialist is rung on the worklist and joins from the case', async () => {
    const notice = asked.locator('.ant-notification-notice').filter({ hasText: '邀请您加入视频会诊' });
    await expect(notice).toBeVisible();
    await notice.getByRole('button', { name: '查看' }).dispatchEvent('click');   // others may lie over it
    await expect(asked.getByText('正在通话')).toBeVisible();
    await asked.getByRole('button', { name: '加入通话' }).click();
    await asked.getByRole('dialog').getByRole('button', { name: '进入通话' }).click();
  });

  const names = { asking: await nameOf(asking), asked: await nameOf(asked) };
  await test.step('pictures run both ways', async () => {
    for (const [page, other] of [[asking, names.asked], [asked, names.asking]] as const) {
      await expect.poll(() => framesOf(page, other), { timeout: 45_000 }).toBeGreaterThan(5);
      await expect(page.getByText('连接中…')).toBeHidden();
    }
    await township.shot('61-call-township');
    await asked.getByRole('button', { name: '放大' }).click();
    await specialist.shot('62-call-specialist-large');
    await asked.getByRole('button', { name: '缩小' }).click();
  });

  await test.step('a muted microphone and a closed camera are seen at the other side', async () => {
    await asking.getByRole('button', { name: '静音', exact: true }).click();
    await asking.getByRole('button', { name: '关闭摄像头' }).click();
    const tile = asked.locator('figure').filter({ hasText: names.asking });
    await expect(tile.locator('.anticon-audio-muted')).toBeVisible();
    await expect(tile.locator('.call-face')).toBeVisible();
  });

  await test.step('a shared screen arrives', async () => {
    await asking.getByRole('button', { name: '共享屏幕' }).click();
    const screen = asked.locator('figure.wide video');
    await expect.poll(() => screen.evaluate((video) => (video as HTMLVideoElement).videoWidth), { timeout: 30_000 }).toBeGreaterThan(0);
    await asking.getByRole('button', { name: '停止共享' }).click();
    await expect(asked.locator('figure.wide')).toBeHidden();
  });

  await test.step('a page that is loaded anew comes back into the call', async () => {
    const dialog = asking.waitForEvent('dialog');
    const reloaded = asking.reload();
    const question = await dialog;
    expect(question.type()).toBe('beforeunload');
    await question.accept();
    await reloaded;
    await expect(asked.getByText('对方已离开')).toBeVisible();
    await asking.getByRole('button', { name: '加入通话' }).click();
    await asking.getByRole('dialog').getByRole('button', { name: '进入通话' }).click();
    await expect.poll(() => framesOf(asked, names.asking), { timeout: 45_000 }).toBeGreaterThan(5);
  });

  await test.step('hanging up ends the call and nothing else', async () => {
    await asking.getByRole('button', { name: '挂断' }).click();
    for (const page of [asking, asked]) await expect(page.getByRole('region', { name: '视频会诊' })).toBeHidden();
    await expect(asked.getByText('对方已挂断，通话结束')).toBeVisible();
    const record = await asked.request.get(`/api/v1/sessions/${id}`);
    const events = ((await record.json()) as { events: { type: string; data: { level?: string } }[] }).events;
    expect(events.filter(({ type }) => type === 'called').length).toBe(1);
    expect(events.some(({ type, data }) => type === 'linkQuality' && data.level === 'video')).toBe(true);
    const answer = await asked.request.get(`/api/v1/consultations/${id}`);
    expect(open.has(((await answer.json()) as Listed).state)).toBe(true);
  });

  for (const { page } of [township, specialist]) await page.context().close();
});

const small = { width: 360, height: 740 };

/** Whether what lies at the middle of the element is the element. */
const isOnTop = (locator: Locator) =>
  locator.evaluate((element) => {
    element.scrollIntoView({ block: 'nearest' });
    const { left, top, width, height } = element.getBoundingClientRect();
    const at = document.elementFromPoint(left + width / 2, top + height / 2);
    return !!at && element.contains(at);
  });

/** Seconds of sound heard from somebody so far, and whether its element still plays. */
const heardFrom = (page: Page, name: string) =>
  page.getByLabel(name, { exact: true }).evaluate((element) => {
    const video = element as HTMLVideoElement;
    const live = (video.srcObject as MediaStream).getAudioTracks().some((track) => track.readyState === 'live' && !track.muted);
    return { live, playing: !video.paused, at: video.currentTime };
  });

/** Both are in the call of the case and see each other. */
async function inCall(asking: Page, asked: Page, id: string) {
  for (const page of [asking, asked]) {
    await page.goto(`/cases/${id}`);
    await page.getByRole('button', { name: /视频会诊|加入通话/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: '进入通话' }).click();
    await expect(page.getByRole('region', { name: '视频会诊' })).toBeVisible();
  }
  const names = { asking: await nameOf(asking), asked: await nameOf(asked) };
  for (const [page, other] of [[asking, names.asked], [asked, names.asking]] as const)
    await expect.poll(() => framesOf(page, other), { timeout: 45_000 }).toBeGreaterThan(5);
  return names;
}

test('a specialist on a call opens the worklist and another case, is seen and heard all along, and comes back', async ({ browser }) => {
  const township = await Person.signIn(browser, 'township');
  const specialist = await Person.signIn(browser, 'specialist');
  const [asking, asked] = [township.page, specialist.page];
  const id = await caseOf(asking, asked, 'mine');
  const names = await inCall(asking, asked, id);
  const call = asked.getByRole('region', { name: '视频会诊' });
  const back = asked.getByRole('button', { name: '返回病例' });
  // The hub's seat is kept as well: nobody comes anew while pages change.
  const joins = async () => {
    const record = await asked.request.get(`/api/v1/sessions/${id}`);
    return ((await record.json()) as { events: { type: string }[] }).events.filter(({ type }) => type === 'joined').length;
  };
  const joinedOnce = await joins();
  // The element survives every change of page: it is the same link and the same count of frames.
  await asked.getByLabel(names.asking, { exact: true }).evaluate((video) => Object.assign(video, { kept: true }));
  const stillRuns = async () => {
    for (const [page, other] of [[asking, names.asked], [asked, names.asking]] as const) {
      const [frames, heard] = [await framesOf(page, other), await heardFrom(page, other)];
      expect(heard).toMatchObject({ live: true, playing: true });
      await expect.poll(() => framesOf(page, other)).toBeGreaterThan(frames + 5);
      expect((await heardFrom(page, other)).at).toBeGreaterThan(heard.at);
    }
    expect(await asked.getByLabel(names.asking, { exact: true }).evaluate((video) => 'kept' in video)).toBe(true);
  };

  await test.step('on the worklist the call is small, named, first for the keyboard, and goes on', async () => {
    await asked.locator('header').getByRole('menuitem', { name: '会诊工作台' }).click();
    await expect(asked).toHaveURL(/\/desk\/incoming/);
    await expect(back).toBeVisible();
    await expect(call.getByRole('status').first()).toContainText('通话继续进行');
    await stillRuns();
    await specialist.shot('65-call-beside-worklist');
    await asked.locator('.shell-brand').focus();
    await asked.keyboard.press('Shift+Tab');
    await expect(call.getByRole('button', { name: '挂断' })).toBeFocused();
    for (const name of ['关闭摄像头', '静音']) {
      await asked.keyboard.press('Shift+Tab');
      await expect(call.getByRole('button', { name, exact: true })).toBeFocused();
    }
  });

  await test.step('another case is read without leaving the room of the call', async () => {
    await asked.locator('.worklist tbody tr').filter({ hasNotText: await numberOf(asked, id) }).first().click();
    await expect(asked).toHaveURL(/\/cases\//);
    expect(asked.url()).not.toContain(id);
    await expect(asked.getByText('正在另一病例的通话中').first()).toBeVisible();
    await stillRuns();
    await specialist.shot('66-call-beside-case');
    await asked.locator('.patient-banner a').click();
    await expect(asked).toHaveURL(/\/patients\//);
    await expect(back).toBeVisible();
    await stillRuns();
  });

  await test.step('mutes from the small window; the other side sees it', async () => {
    await call.getByRole('button', { name: '静音', exact: true }).click();
    const tile = asking.locator('figure').filter({ hasText: names.asked });
    await expect(tile.locator('.anticon-audio-muted')).toBeVisible();
    await call.getByRole('button', { name: '取消静音' }).click();
    await expect(tile.locator('.anticon-audio-muted')).toBeHidden();
  });

  await test.step('at 360 px the window lies below what can be done', async () => {
    await asked.setViewportSize(small);
    await specialist.shot('67-call-beside-patient-360');
    await asked.getByRole('button', { name: '打开菜单' }).click();
    await asked.getByRole('menuitem', { name: '新建申请' }).click();
    const submit = asked.getByRole('button', { name: '提交申请' });
    await expect(submit).toBeVisible();
    await expect.poll(() => isOnTop(submit)).toBe(true);   // the menu glides away
    for (const button of await call.getByRole('button').all()) expect(await isOnTop(button)).toBe(true);
    expect((await call.boundingBox())?.height).toBeLessThan(110);
    expect(await asked.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(small.width);
    await specialist.shot('68-call-beside-request-360');
    await asked.setViewportSize({ width: 1280, height: 800 });
  });

  await test.step('in English too', async () => {
    await asked.getByRole('button', { name: /用户菜单/ }).click();
    await asked.getByText('Switch to English').click();
    await expect(asked.getByRole('button', { name: 'Back to case' })).toBeVisible();
    await specialist.shot('69-call-beside-english');
    await asked.getByRole('button', { name: 'Back to case' }).click();
    await expect(asked).toHaveURL(new RegExp(`/cases/${id}`));
    await expect(asked.getByRole('button', { name: 'Enlarge' })).toBeVisible();
    await stillRuns();
    await specialist.shot('70-call-room-english');
    await asked.setViewportSize(small);
    await specialist.shot('71-call-room-english-360');
    await asked.setViewportSize({ width: 1280, height: 800 });
  });

  await test.step('hangs up; the other side is told', async () => {
    await asked.getByRole('button', { name: 'Hang up' }).click();
    await expect(asking.getByText('对方已挂断，通话结束')).toBeVisible();
    await expect(asked.getByRole('button', { name: 'Video call' })).toBeVisible();
    expect(await joins()).toBe(joinedOnce);
    await asked.getByRole('button', { name: 'Video call' }).click();
    await expect(asked.getByRole('dialog').locator('video')).toBeVisible();
    await asked.waitForTimeout(500);   // for the picture: it glides in
    await specialist.shot('72-call-devices-english');
  });

  for (const { page } of [township, specialist]) await page.context().close();
});

test('signing out and a lost session end the call and say so', async ({ browser }) => {
  const township = await Person.signIn(browser, 'township');
  const specialist = await Person.signIn(browser, 'specialist');
  const [asking, asked] = [township.page, specialist.page];
  const id = await caseOf(asking, asked, 'mine');

  await test.step('signed out beside another page', async () => {
    await inCall(asking, asked, id);
    await asked.locator('header').getByRole('menuitem', { name: '会诊工作台' }).click();
    await asked.getByRole('button', { name: /用户菜单/ }).click();
    await asked.getByText('退出登录').click();
    await expect(asked.getByText('您已退出登录，通话结束')).toBeVisible();
    await expect(asked.getByLabel('密码', { exact: true })).toBeVisible();
    await expect(asking.getByText('对方已挂断，通话结束')).toBeVisible();
  });

  await test.step('the session ended elsewhere', async () => {
    const again = await Person.signIn(browser, 'specialist');
    await inCall(asking, again.page, id);
    await again.page.context().clearCookies();
    await again.page.locator('header').getByRole('menuitem', { name: '会诊工作台' }).click();
    await expect(again.page.getByText('登录已失效，通话结束')).toBeVisible();
    await expect(again.page.getByRole('region', { name: '视频会诊' })).toBeHidden();
    const dialog = again.page.getByRole('dialog').filter({ hasText: '登录已过期' });
    await dialog.getByLabel('密码', { exact: true }).fill('telemed-demo');
    await again.shot('73-call-session-lost');
    await dialog.getByRole('button', { name: /^登\s*录$/ }).click();
    await expect(dialog).toBeHidden();
    await again.page.context().close();
  });

  for (const { page } of [township, specialist]) await page.context().close();
});

test('a specialist from whom the case is taken away is out of the call and told so', async ({ browser }) => {
  const township = await Person.signIn(browser, 'township');
  const specialist = await Person.signIn(browser, 'specialist');
  const office = await Person.signIn(browser, 'office');
  const [asking, asked] = [township.page, specialist.page];
  const id = await caseOf(asking, asked, 'mine', ({ state }) => state === 'assigned' || state === 'scheduled');
  await inCall(asking, asked, id);
  await asked.locator('header').getByRole('menuitem', { name: '会诊工作台' }).click();
  await expect(asked.getByRole('button', { name: '返回病例' })).toBeVisible();

  await test.step('the office gives the case to somebody else', async () => {
    const { request } = office.page;
    const path = `/api/v1/consultations/${id}`;
    const { version, assigned, invited } = (await (await request.get(path)).json()) as {
      version: number;
      assigned: { practitionerId: string }[];
      invited: { institutionId: string };
    };
    const doctors = await request.get(`/api/v1/practitioners?institutionId=${invited.institutionId}&limit=100`);
    const before = new Set(assigned.map(({ practitionerId }) => practitionerId));
    const other = ((await doctors.json()) as { items: { id: string }[] }).items.find((doctor) => !before.has(doctor.id))?.id;
    const answer = await request.post(`${path}/actions/assign`, {
      headers: { 'X-Telemed': '1', 'If-Match': `"${version}"`, 'Idempotency-Key': crypto.randomUUID() },
      data: { practitionerIds: [other], lead: other },
    });
    expect(answer.ok(), await answer.text()).toBe(true);
  });

  await expect(asked.getByText('您已不能进入该病例，通话结束')).toBeVisible();
  await expect(asked.getByRole('region', { name: '视频会诊' })).toBeHidden();
  await expect(asking.getByText('对方已挂断，通话结束').or(asking.getByText('对方已离开'))).toBeVisible({ timeout: 40_000 });
  for (const { page } of [township, specialist, office]) await page.context().close();
});

const numberOf = async (page: Page, id: string) =>
  ((await (await page.request.get(`/api/v1/consultations/${id}`)).json()) as { number: string }).number;

const nameOf = async (page: Page) => ((await (await page.request.get('/api/v1/session')).json()) as { name: string }).name;

test('one shows images, the other follows them place by place until they look alone again', async ({ browser }) => {
  const township = await Person.signIn(browser, 'township');
  const office = await Person.signIn(browser, 'office', { width: 1100, height: 760 });
  const [asking, asked] = [township.page, office.page];
  const id = await caseOf(asking, asked, 'incoming', ({ studies }) => (studies?.length ?? 0) > 0);
  await asking.goto(`/cases/${id}`);
  await asked.goto(`/cases/${id}`);
  const screen = (page: Page) => page.locator('.viewer-screen[data-ready]');
  const inverted = (page: Page) => page.getByRole('button', { name: '反相 (I)' });

  await test.step('the office opens the images and shows them', async () => {
    await asked.getByRole('tab', { name: /影像/ }).click();
    await expect(screen(asked)).toBeVisible({ timeout: 60_000 });
    await asked.getByRole('button', { name: '同屏讲解' }).click();
    await asked.getByRole('button', { name: '反相 (I)' }).click();
  });

  await test.step('the township is asked along and sees the same', async () => {
    await expect(asking.getByText('正在讲解影像')).toBeVisible();
    await asking.getByRole('button', { name: '跟随查看' }).click();
    await expect(screen(asking)).toBeVisible({ timeout: 60_000 });
    await expect(inverted(asking)).toHaveAttribute('aria-pressed', 'true');
    await asked.keyboard.press('Home');
    await expect(screen(asked)).toHaveAttribute('data-index', '0');
    await asked.keyboard.press('ArrowDown');
    for (const page of [asked, asking]) await expect(screen(page)).toHaveAttribute('data-index', '1');
    const overlay = (page: Page) => page.locator('.overlay .br');
    const before = await overlay(asking).innerText();
    await asked.keyboard.press('+');
    await expect(overlay(asking)).not.toHaveText(before.replace(/\n/g, ''));
    await expect.poll(async () => (await overlay(asking).innerText()) === (await overlay(asked).innerText())).toBe(true);
    await asked.getByTestId('viewport').hover({ position: { x: 200, y: 200 } });
    await asked.mouse.move(600, 420, { steps: 4 });
    await expect(asking.locator('.shared-pointer')).toBeVisible();
    await township.shot('63-following');
    await office.shot('64-showing');
  });

  await test.step('who comes later sees the state that was kept, and looking alone is one press', async () => {
    await asking.reload();
    await asking.getByRole('button', { name: '跟随查看' }).click();
    await expect(inverted(asking)).toHaveAttribute('aria-pressed', 'true', { timeout: 60_000 });
    await asking.getByRole('button', { name: '自己看' }).click();
    await asked.getByRole('button', { name: '反相 (I)' }).click();
    await asked.getByRole('button', { name: '结束讲解' }).click();
    await expect(asking.getByText('正在讲解影像')).toBeHidden();
    await expect(inverted(asking)).toHaveAttribute('aria-pressed', 'true');
  });

  for (const { page } of [township, office]) await page.context().close();
});
