import type { Page, Route } from '@playwright/test';

// A made-up region for the administrator's pages: its figures hang together, so that a test can compare pages.

const institutions = [
  ['i-v1', '云岭镇石桥村卫生室', 'village', '520181', 'unrated'],
  ['i-v2', '双河乡坪上村卫生室', 'village', '520122', 'unrated'],
  ['i-t1', '云岭镇中心卫生院', 'township', '520181', 'level1A'],
  ['i-t2', '双河乡卫生院', 'township', '520122', 'level1B'],
  ['i-t3', '清溪社区卫生服务中心', 'township', '520181', 'level1A'],
  ['i-t4', '龙泉镇卫生院', 'township', '520122', 'level1A'],
  ['i-c1', '石门县人民医院', 'county', '520181', 'level2A'],
  ['i-c2', '平溪县中医医院', 'county', '520122', 'level2B'],
  ['i-m1', '云岭市第一人民医院', 'city', '520100', 'level3A'],
  ['i-m2', '云岭市妇幼保健院', 'city', '520100', 'level3B'],
  ['i-p1', '省人民医院', 'provincial', '520000', 'level3A'],
].map(([id = '', name = '', tier = '', areaCode = '', grade = '']) => ({
  id,
  name,
  tier,
  areaCode,
  grade,
  services: ['clinical', 'imaging'],
  departments: ['内科', '外科'],
}));

const of = (id: string) => institutions.find((each) => each.id === id) ?? { name: id, tier: undefined, areaCode: undefined };

const reasons: [string, string][] = [
  ['beyondCapability', '超出本院诊疗能力'],
  ['needsEquipment', '需要本院不具备的检查设备'],
  ['emergencyRescue', '急危重症需抢救'],
  ['patientWish', '患者要求'],
];

const way = (from: string, to: string, n: number, direction = 'up') => ({
  from,
  fromName: of(from).name,
  fromArea: of(from).areaCode,
  fromTier: of(from).tier,
  to,
  toName: of(to).name,
  toArea: of(to).areaCode,
  toTier: of(to).tier,
  direction,
  n,
  reasons: reasons.map(([code, text], index) => ({ code, text, n: Math.floor(n / 2 ** (index + 1)) })).filter((reason) => reason.n > 0),
});

export const flows = [
  way('i-t1', 'i-c1', 84),
  way('i-c1', 'i-m1', 61),
  way('i-t2', 'i-c2', 47),
  way('i-t3', 'i-c1', 38),
  way('i-t4', 'i-c2', 29),
  way('i-c2', 'i-m1', 24),
  way('i-c2', 'i-m2', 19),
  way('i-v1', 'i-t1', 33),
  way('i-v2', 'i-t2', 17),
  way('i-t1', 'i-m1', 9),
  way('i-m1', 'i-p1', 14),
  way('i-c1', 'i-c2', 5),
];

const definition = (code: string, zh: string, unit: string, better: string, formula: string) => ({
  code,
  name: zh,
  version: 1,
  formula,
  numerator: unit === 'cases' ? '期内符合条件的病例' : '期内达到要求的病例',
  denominator: unit === 'cases' ? '' : '期内全部同类病例',
  unit,
  source: '平台业务日志',
  better,
  validFrom: '2026-01-01',
});

export const definitions = [
  definition('up-referrals', '上转例数', 'cases', 'down', '期内提交的上转申请数'),
  definition('down-referrals', '下转例数', 'cases', 'up', '期内提交的下转申请数'),
  definition('in-county-rate', '县域内转诊率', '%', 'up', '转往本县医院的上转数 ÷ 全部上转数 × 100%'),
  definition('referral-response-median', '接诊响应时间（中位）', 'min', 'down', '提交到首次答复的工作时间中位数'),
  definition('arrival-rate', '到诊率', '%', 'up', '已到诊 ÷ 已接收 × 100%'),
  definition('refusal-rate', '拒转率', '%', 'down', '被退回 ÷ 已提交 × 100%'),
  definition('no-slot-rate', '无号源率', '%', 'down', '因无号源、床位未能接收 ÷ 已提交 × 100%'),
  definition('loop-closed-rate', '转诊闭环率', '%', 'up', '已下转接收并随访的上转 ÷ 全部上转 × 100%'),
  definition('consultation-total-median', '会诊全程用时（中位）', 'min', 'down', '提交到意见发布的时间中位数'),
  definition('clocks-kept', '时限达成率', '%', 'up', '按时完成的时限 ÷ 全部时限 × 100%'),
  definition('satisfaction', '满意度', 'points', 'up', '评分合计 ÷ 评价数'),
];

const months = Array.from({ length: 12 }, (_, index) => `2026-${String(index + 1).padStart(2, '0')}`);

/** Value of one cell; thirds, so that a page that rounds otherwise than the next is seen. */
function measured(code: string, salt: number) {
  const unit = definitions.find((each) => each.code === code)?.unit;
  const denominator = 30 + ((salt * 13) % 60);
  const numerator = Math.round((denominator * (6 + (salt % 4))) / 10);
  if (unit === '%') return { numerator, denominator, value: (numerator / denominator) * 100, target: 75 };
  if (unit === 'min') return { numerator: denominator * 31, denominator, value: 31 + ((salt * 17) % 150), target: 120 };
  if (unit === 'points') return { numerator: denominator * 4, denominator, value: 4 + ((salt * 3) % 10) / 11 };
  return { numerator: denominator, denominator: undefined, value: denominator };
}

function keysOf(by: string): { key: string; name: string }[] {
  if (by === 'month') return months.slice(0, 11).map((key) => ({ key, name: key }));
  if (by === 'level') return ['township', 'county', 'city'].map((key) => ({ key, name: key }));
  if (by === 'lane') return ['emergency', 'urgent', 'routine'].map((key) => ({ key, name: key }));
  if (by === 'county')
    return [
      { key: '520181', name: '石门县' },
      { key: '520122', name: '平溪县' },
    ];
  if (by === 'reason') return reasons.map(([key, name]) => ({ key, name }));
  if (by === 'institution') return institutions.filter(({ tier }) => tier !== 'village').map(({ id: key, name }) => ({ key, name }));
  if (by === 'none') return [];
  return [
    { key: 'a', name: '甲' },
    { key: 'b', name: '乙' },
  ];
}

const asOf = () => new Date().toISOString();

export const indicatorOf = (code: string, by: string) => ({
  code,
  name: definitions.find((each) => each.code === code)?.name,
  unit: definitions.find((each) => each.code === code)?.unit,
  asOf: asOf(),
  ageSeconds: 0.4,
  total: { ...measured(code, 3), ...(code === 'loop-closed-rate' ? { numerator: 7, denominator: 21, value: 100 / 3 } : {}) },
  rows: keysOf(by).map((row, index) => ({ ...row, ...measured(code, index + 1) })),
});

export const reportOf = (year: number) => ({
  year,
  area: { code: '5201', name: '云岭市' },
  asOf: asOf(),
  ageSeconds: 0.4,
  items: definitions.map((each) => {
    const { total, rows } = indicatorOf(each.code, 'month');
    return {
      ...each,
      numeratorText: each.numerator,
      denominatorText: each.denominator,
      numerator: total.numerator,
      denominator: total.denominator,
      value: total.value,
      target: total.target,
      previous: (total.value ?? 0) * 0.9,
      byMonth: rows.map(({ key, value }) => ({ month: key, value })),
    };
  }),
  byCounty: keysOf('county').map((county, index) => ({
    ...county,
    values: Object.fromEntries(definitions.map(({ code }) => [code, measured(code, index + 5).value])),
  })),
  flows: flows.slice(0, 10),
});

const watched = (index: number, minutes: number) => ({
  category: index % 3 === 2 ? 'consultation' : 'referral',
  id: `w-${index}`,
  number: `${index % 3 === 2 ? 'HZ' : 'ZZ'}20261121${String(index).padStart(4, '0')}`,
  lane: index % 4 === 0 ? 'emergency' : index % 2 === 0 ? 'routine' : 'urgent',
  state: index % 3 === 2 ? 'assigned' : 'submitted',
  fromName: of(index % 2 ? 'i-t1' : 'i-t2').name,
  toName: of(index % 2 ? 'i-c1' : 'i-m1').name,
  clock: { name: 'accept', dueAt: new Date(Date.now() + minutes * 60_000).toISOString() },
});

export const boardOf = (waiting: number) => ({
  asOf: asOf(),
  ageSeconds: 0.4,
  open: {
    referrals: {
      total: 38 + waiting,
      byStage: { waiting, accepted: 11, moving: 4, underCare: 17, returning: 6 },
      byLane: { emergency: 3, urgent: 12, routine: 23 + waiting },
      byStageLane: {
        waiting: { emergency: 0, urgent: 0, routine: waiting },
        accepted: { emergency: 1, urgent: 4, routine: 6 },
        moving: { emergency: 2, urgent: 1, routine: 1 },
        underCare: { emergency: 0, urgent: 5, routine: 12 },
        returning: { emergency: 0, urgent: 2, routine: 4 },
      },
    },
    consultations: {
      total: 21,
      byStage: { waiting: 8, inProgress: 9, answered: 4 },
      byLane: { emergency: 1, urgent: 6, routine: 14 },
    },
  },
  atRisk: Array.from({ length: 4 }, (_, index) => watched(index + 1, 6 + index * 9)),
  breached: Array.from({ length: 9 }, (_, index) => watched(index + 10, -4 - index * 37)),
  breachedTotal: 12,
  lastHour: { submitted: 9, accepted: 6, arrived: 4, returned: 2, released: 5 },
  flows,
  quality: institutions.slice(2, 9).map(({ id, name }, index) => ({
    institutionId: id,
    name,
    incompleteForms: (index * 3) % 7,
    missingDiagnoses: (index * 5) % 4,
    lateRecords: index % 3,
  })),
});

export const caseLines = Array.from({ length: 7 }, (_, index) => ({
  category: index % 3 === 2 ? 'consultation' : 'referral',
  id: `d-${index}`,
  number: `ZZ20261120${String(index + 1).padStart(4, '0')}`,
  at: new Date(Date.now() - index * 7_200_000).toISOString(),
  from: of('i-t1').name,
  to: of('i-c1').name,
  state: 'closed',
}));

/** What the region's board shows now; a test moves it on. */
export interface Region {
  waiting: number;
  /** Addresses of drill-downs and downloads that were asked, in order. */
  readonly asked: string[];
}

/** Answers the administrator's addresses; call after {@link answerFromRecords}. */
export async function answerRegion(page: Page): Promise<Region> {
  const region: Region = { waiting: 5, asked: [] };
  const answer = (path: string, body: (url: URL) => unknown) =>
    page.route(new RegExp(`/api/v1${path}(\\?|$)`), (route: Route) => {
      const url = new URL(route.request().url());
      if (route.request().headers().accept === 'text/csv') {
        region.asked.push(`csv ${url.pathname}${url.search}`);
        return route.fulfill({ body: '\uFEFF序号,名称\r\n1,上转例数\r\n', contentType: 'text/csv; charset=utf-8' });
      }
      if (/cases$/.test(url.pathname) || url.searchParams.get('box') === 'supervised') region.asked.push(`${url.pathname}${url.search}`);
      return route.fulfill({ json: body(url) as object });
    });
  const part = (url: URL, at: number) => decodeURIComponent(url.pathname.split('/')[at] ?? '');
  await answer('/institutions', () => ({ items: institutions, next: null }));
  await answer('/referrals', () => ({
    items: caseLines.map(({ from, to, at, ...line }) => ({ ...line, from: { name: from }, to: { name: to }, updatedAt: at })),
    next: null,
  }));
  await answer('/indicators', () => definitions);
  await answer('/indicators/[^/?]+', (url) => indicatorOf(part(url, 4), url.searchParams.get('by') ?? 'none'));
  await answer('/indicators/[^/?]+/cases', () => ({ items: caseLines, next: null }));
  await answer('/indicators/flows', () => ({ asOf: asOf(), ageSeconds: 0.4, items: flows }));
  await answer('/indicators/report', (url) => reportOf(Number(url.searchParams.get('year'))));
  await answer('/indicators/board', () => boardOf(region.waiting));
  return region;
}
