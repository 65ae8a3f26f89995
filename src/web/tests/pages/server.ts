import type { Page, Route } from '@playwright/test';
import { readCt } from './ct';
import * as shapes from './shapes';

type Handler = (route: Route) => Promise<void> | void;

export interface Recorded {
  readonly user: keyof typeof shapes.users | null;
  readonly consultation?: object;
  readonly actions?: readonly object[];
  /** Path of a CT file to show; without it there are no images. */
  readonly ct?: string;
}

/** Answers the page from recorded shapes. The last rule that fits an address wins, so that a test can add its own after this. */
export async function answerFromRecords(
  page: Page,
  { user, consultation = shapes.consultation, actions = shapes.specialistActions, ct }: Recorded,
) {
  let signedIn = user ? shapes.users[user] : null;
  const json = (path: string, body: unknown, handler?: Handler) =>
    page.route(new RegExp(`/api/v1${path}(\\?|$)`), (route) =>
      handler && route.request().method() !== 'GET' ? handler(route) : route.fulfill({ json: body as object }),
    );
  await page.route('**/api/v1/**', (route) => route.fulfill({ status: 404, json: { title: '没有找到', status: 404, code: 'not-found' } }));
  await page.route(/\/api\/v1\/session(\?|$)/, async (route) => {
    const method = route.request().method();
    if (method === 'GET')
      return route.fulfill(signedIn ? { json: signedIn } : { status: 401, json: { title: '请登录', status: 401, code: 'unauthorized' } });
    if (method === 'DELETE') {
      signedIn = null;
      return route.fulfill({ status: 204 });
    }
    const { account, password } = route.request().postDataJSON() as { account: string; password: string };
    const found = shapes.users[account as keyof typeof shapes.users];
    if (account === 'locked')
      return route.fulfill({
        status: 429,
        json: { title: '登录失败次数过多，账号已暂时锁定', status: 429, code: 'locked-out', retryAfterSeconds: 300 },
      });
    if (!found || password !== 'telemed-demo')
      return route.fulfill({ status: 401, json: { title: '账号或密码不正确', status: 401, code: 'wrong-credentials' } });
    signedIn = found;
    return route.fulfill({ json: { expiresAt: new Date(Date.now() + 8 * 3_600_000).toISOString(), user: found } });
  });
  await json('/demo', shapes.demo);
  await json('/consultations', { items: shapes.rows, next: null });
  await json('/consultations/counts', shapes.counts);
  await json('/consultations/[^/?]+', consultation);
  await json('/consultations/counts', shapes.counts);
  await json('/consultations/[^/?]+/actions', actions);
  await json('/consultations/[^/?]+/history', shapes.history);
  await json('/devices/self', shapes.device, (route) => route.fulfill({ json: shapes.device }));
  await json('/sessions/[^/?]+', {
    participants: [],
    events: [
      { seq: 1, type: 'said', at: new Date().toISOString(), data: { text: '片子已上传，请先看右上叶。', by: 'u-town', name: '周禾' } },
    ],
  });
  await json('/patients/find', { items: shapes.patients, next: null }, (route) =>
    route.fulfill({ json: { items: shapes.patients, next: null } }),
  );
  await json('/patients', { items: shapes.patients, next: null });
  await json('/institutions', { items: shapes.institutions, next: null });
  await json('/practitioners', { items: shapes.practitioners, next: null });
  await json('/imaging/studies', { items: shapes.studies, next: null });
  await json('/templates', shapes.templates);
  await json('/opinion-templates', shapes.opinionTemplates);
  await json('/board', shapes.board);
  await json('/audit/verify', { valid: true, streams: 1284, events: 20817 });
  if (ct) {
    const { metadata, frame, frameType } = readCt(ct, '1.2.826.0.1.3680043.8.498.1');
    await page.route('**/dicom-web/studies/*/metadata', (route) =>
      route.fulfill({ json: metadata, contentType: 'application/dicom+json' }),
    );
    await page.route('**/dicom-web/studies/**/frames/*', (route) => route.fulfill({ body: frame, contentType: frameType }));
  }
}
