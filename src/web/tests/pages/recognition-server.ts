import type { Page } from '@playwright/test';
import { RecordedHub } from './hub';
import { itemsLike } from './recognition-places';
import * as recorded from './recognition-shapes';
import * as resultRecords from './result-shapes';
import * as ruleRecords from './rule-shapes';
import { answerFromRecords } from './server';
import * as shapes from './shapes';

type Body = Record<string, unknown>;

/** A server that keeps one order: checks are made of the items asked for, decisions change them, every call is written down. */
export class RecognitionServer {
  readonly calls: { readonly method: string; readonly path: string; readonly body: Body }[] = [];
  readonly hub = new RecordedHub();
  readonly #checks = new Map<string, { id: string; items: Body[] } & Body>();
  quiet = false;

  /** Bodies sent to addresses that end so. */
  sent(tail: RegExp): Body[] {
    return this.calls.filter(({ method, path }) => method !== 'GET' && tail.test(path)).map(({ body }) => body);
  }

  async open(page: Page, path: string, user: keyof typeof shapes.users, ct?: string): Promise<void> {
    await this.hub.attach(page);
    await answerFromRecords(page, { user, ct });
    const answer = (tail: string, body: (call: Body, url: URL) => unknown, status = 200) =>
      page.route(new RegExp(`/api/v1${tail}(\\?|$)`), (route) => {
        const asked = route.request();
        const url = new URL(asked.url());
        const text = asked.postData();
        const sent = (asked.headers()['content-type']?.includes('json') && text ? JSON.parse(text) : {}) as Body;
        this.calls.push({ method: asked.method(), path: url.pathname + url.search, body: sent });
        return route.fulfill({ status, json: body(sent, url) as object });
      });
    await answer('/patients/(?!find)[^/?]+', () => shapes.patients[0]);
    await answer('/patients/[^/?]+/timeline', () => recorded.timeline);
    await answer('/institutions', () => recorded.institutions);
    await answer('/recognition/items', (_, url) => itemsLike(url.searchParams.get('q') ?? ''));
    await answer('/recognition/checks', (body) => (body.items ? this.#ask(body) : recorded.checkRows), 200);
    await answer('/recognition/checks/[^/?]+', (_, url) => this.#check(url));
    await answer('/recognition/checks/[^/?]+/actions', () => recorded.checkActions);
    await answer('/recognition/checks/[^/?]+/history', () => recorded.checkHistory);
    await answer('/recognition/checks/[^/?]+/explanation', () => recorded.explanation);
    await answer('/recognition/checks/[^/?]+/(views|quotes|close)', (_, url) => this.#check(url));
    await answer('/recognition/checks/[^/?]+/decisions', (body, url) => this.#decide(url, body));
    await answer('/recognition/checks/[^/?]+/decisions/\\d+/revoke', (_, url) => this.#change(url, undefined, { decision: undefined }));
    await answer('/recognition/checks/[^/?]+/orders', (body, url) => this.#order(url, body));
    await answer('/results', (_, url) => resultRecords.resultsLike(url.searchParams));
    await answer('/results/[^/?]+', (_, url) => resultRecords.resultOf(url.pathname.split('/').at(-1) ?? ''));
    await answer('/results/[^/?]+/versions', () => resultRecords.resultVersions);
    await answer('/results/[^/?]+/actions/[a-zA-Z]+', () => ({}));
    await answer('/results/critical', (_, url) => (url.searchParams.get('open') === 'true' ? resultRecords.critical : { items: [] }));
    await answer('/results/mappings', () => resultRecords.mappings);
    await answer('/results/imports', (_, url) => (url.search.includes('limit') ? { items: [] } : resultRecords.importOf('running')), 200);
    await answer('/results/imports/[^/?]+', () => resultRecords.importOf('done'));
    await answer('/results/imports/[^/?]+/refused', () => resultRecords.refusedRows);
    await answer('/recognition/catalogue', () => ruleRecords.catalogue);
    await answer('/recognition/catalogue/versions', () => ruleRecords.catalogueVersions);
    await answer('/recognition/catalogue/preview', () => ruleRecords.preview);
    await answer('/recognition/explain', () => ruleRecords.explained);
    await answer('/recognition/quality', () => recorded.evidence);
    await answer('/recognition/quality/[^/?]+/(suspend|resume)', () => ({}));
    await answer('/recognition/samples', () => recorded.samples);
    await answer('/recognition/samples/[^/?]+/grades', () => ({}));
    await answer('/prices', () => recorded.prices);
    await answer('/recognition/measures', (_, url) => recorded.measuresBy(url.searchParams.get('by') ?? 'institution'));
    await answer('/recognition/measures/cases', () => recorded.measureCases);
    await answer('/recognition/mine', () => recorded.mine);
    await answer('/audit', () => recorded.looks);
    await answer('/findings', () => recorded.findings);
    await answer('/findings/[^/?]+/answer', () => ({}));
    await page.goto(path);
  }

  #ask(body: Body) {
    const id = `k-${this.#checks.size + 1}`;
    const asked = body.items as { code: string }[];
    const emergency = !!(body.context as Body).emergency;
    const check = {
      ...recorded.checkOf(
        id,
        asked.map(({ code }) => code),
        emergency,
      ),
      quiet: this.quiet,
    };
    this.#checks.set(id, check);
    return check;
  }

  #check(url: URL) {
    const id = url.pathname.split('/')[5] ?? '';
    return this.#checks.get(id) ?? recorded.checkOf(id, ['CT.CHEST.PLAIN', 'LAB.K'], false);
  }

  #change(url: URL, code: unknown, change: Body) {
    const before = this.#check(url) as { id: string; items: Body[] };
    const items = before.items.map((item) => (code === undefined || item.code === code ? { ...item, ...change } : item));
    const after = { ...before, items };
    this.#checks.set(before.id, after);
    return after;
  }

  #decide = (url: URL, body: Body) => this.#change(url, body.code, { decision: { no: 1, at: new Date().toISOString(), ...body } });

  #order(url: URL, body: Body) {
    const item = (this.#check(url) as { items: Body[] }).items.find(({ code }) => code === body.code);
    const repeated = item?.verdict === 'recognisable' && !item.decision;
    return this.#change(url, body.code, { ordered: { at: new Date().toISOString(), repeated } });
  }
}
