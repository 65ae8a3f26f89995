import type { Page } from '@playwright/test';
import { RecordedHub } from './hub';
import * as referrals from './referral-shapes';
import { answerFromRecords } from './server';
import * as shapes from './shapes';

interface Recorded {
  readonly user: keyof typeof shapes.users;
  readonly referral?: object;
  readonly actions?: readonly object[];
}

/** Opens a page whose server answers about referrals from recorded shapes. */
export async function openReferrals(page: Page, path: string, { user, referral = referrals.referral, actions = [] }: Recorded) {
  const hub = new RecordedHub();
  await hub.attach(page);
  await answerFromRecords(page, { user });
  const json = (tail: string, body: unknown) =>
    page.route(new RegExp(`/api/v1${tail}(\\?|$)`), (route) => route.fulfill({ json: body as object }));
  await page.route(/\/api\/v1\/referrals(\?|$)/, (route) => {
    const stage = new URL(route.request().url()).searchParams.get('stage');
    return route.fulfill({ json: { items: referrals.rowsOf(stage), next: null } });
  });
  await json('/referrals/r-1', referral);
  await json('/referrals/r-2', referrals.down);
  await json('/referrals/[^/?]+/actions', actions);
  await json('/referrals/[^/?]+/history', referrals.history);
  await json('/referrals/counts', referrals.counts);
  await json('/referrals/receivers', referrals.receivers);
  await json('/referrals/vocabulary', referrals.vocabulary);
  await json('/referrals/live', { items: [] });
  await json('/slots', referrals.slots);
  await page.route(/\/api\/v1\/beds(\?|$)/, (route) => {
    const free = new URL(route.request().url()).searchParams.has('free');
    return route.fulfill({ json: { items: referrals.beds.items.filter(({ state }) => !free || state === 'free'), next: null } });
  });
  await json('/schedules', referrals.schedules);
  await json('/patients/(?!find)[^/?]+', { ...shapes.patients[0], phoneMasked: '138****0000', address: '筑城市云岭镇前进村 3 组' });
  await json('/patients/[^/?]+/timeline', referrals.timeline);
  await json('/institutions/[^/?]+', { id: 'i-city', name: '筑城市第一人民医院', departments: ['神经内科', '心内科'] });
  await page.goto(path);
  return hub;
}
