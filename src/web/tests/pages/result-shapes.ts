// Answers in the shapes of the API; every person, institution and number in them is made up.
import { at, city, county } from './recognition-places';

const potassiumOf = (id: string, days: number, value: number, place: object = county) => ({
  ...place,
  id,
  version: 1,
  patientId: 'pt-1',
  item: { code: 'LAB.K', name: '钾', system: 'local' },
  category: 'lab',
  performedAt: at(days),
  collectedAt: at(days),
  summary: `钾 ${value} mmol/L`,
  values: [
    {
      code: 'LAB.K',
      name: '钾',
      value: String(value),
      unit: 'mmol/L',
      low: '3.5',
      high: '5.3',
      ...(value > 6 ? { flag: 'critical' } : {}),
    },
  ],
  mapped: true,
  legacy: false,
  corrections: [],
});

const chestResult = {
  ...county,
  id: 'res-ct',
  version: 2,
  patientId: 'pt-1',
  item: { code: 'CT.CHEST.PLAIN', name: '胸部CT平扫', system: 'exam' },
  local: { code: 'FSK-0312', name: '肺CT平扫（64排）', system: 'local:ris' },
  category: 'imaging',
  performedAt: at(-6),
  reportedAt: at(-5.9),
  summary: '右肺上叶磨玻璃结节，直径约 6 mm，建议随访。',
  report: {
    findings: '右肺上叶见磨玻璃结节，直径约 6 mm，边界清。纵隔未见肿大淋巴结。',
    conclusion: '右肺上叶磨玻璃结节，建议 3 个月后复查。',
    reporter: '吴明',
  },
  studyInstanceUid: '1.2.826.0.1.3680043.8.498.1',
  equipment: '64排CT',
  deviceClass: 'ct64',
  mark: '贵州省HR',
  mapped: true,
  legacy: false,
  corrections: [{ version: 2, at: at(-5), reason: '更正结节大小', by: '吴明' }],
};

interface Recorded {
  readonly id: string;
  readonly category: string;
  readonly item?: { readonly code: string; readonly name: string; readonly system: string };
  readonly voided?: object;
  readonly [member: string]: unknown;
}

const results: readonly Recorded[] = [
  { ...potassiumOf('res-k-crit', -0.1, 6.8), critical: { values: ['钾 6.8'], since: at(-0.1), dueAt: at(-0.09) } },
  { ...potassiumOf('res-k', -2, 4.1), mark: '全国HR' },
  chestResult,
  potassiumOf('res-k-2', -30, 3.3, city),
  potassiumOf('res-k-3', -90, 4.6),
  {
    ...city,
    id: 'res-old',
    version: 1,
    patientId: 'pt-1',
    local: { code: 'X9', name: '肝功八项', system: 'local:lis' },
    category: 'lab',
    performedAt: at(-400),
    summary: '谷丙转氨酶 32 U/L',
    values: [],
    mapped: false,
    legacy: true,
    corrections: [],
  },
  {
    ...county,
    id: 'res-void',
    version: 2,
    patientId: 'pt-1',
    item: { code: 'ECG.12LEAD', name: '十二导联心电图', system: 'exam' },
    category: 'ecg',
    performedAt: at(-40),
    summary: '',
    values: [],
    mapped: true,
    legacy: false,
    corrections: [],
    voided: { reason: '导联接反', at: at(-39) },
  },
];

/** A list tells no values, only how many corrections, and leaves out what was taken back. */
export const resultsLike = (query: URLSearchParams) => ({
  items: results
    .filter(({ voided }) => !voided)
    .filter(
      ({ category, item }) =>
        (!query.get('category') || category === query.get('category')) && (!query.get('itemCode') || item?.code === query.get('itemCode')),
    )
    .map(({ values: _values, report: _report, corrections, critical: waits, ...row }) => ({
      ...row,
      corrected: (corrections as unknown[]).length,
      critical: !!waits,
    })),
  next: null,
});

export const resultOf = (id: string) => results.find((result) => result.id === id) ?? { ...chestResult, id };

export const resultVersions = {
  items: [
    { version: 2, at: at(-5), by: '吴明', reason: '更正结节大小', content: { values: [], report: chestResult.report } },
    {
      version: 1,
      at: at(-6),
      by: '吴明',
      content: { values: [], report: { findings: '右肺上叶见磨玻璃结节，直径约 9 mm。', conclusion: '右肺上叶结节。' } },
    },
  ],
  next: null,
};

export const critical = {
  items: [
    {
      ...county,
      resultId: 'res-k-crit',
      patientId: 'pt-1',
      patientName: '王小满',
      item: { code: 'LAB.K', name: '钾', system: 'local' },
      category: 'lab',
      performedAt: at(-0.01),
      summary: '钾 6.8 mmol/L',
      since: at(-0.008),
      dueAt: at(-0.001),
    },
  ],
  next: null,
};

export const mappings = {
  items: [
    {
      ...county,
      system: 'local:lis',
      code: 'GPT8',
      name: '谷丙转氨酶（速率法）',
      category: 'lab',
      n: 12_840,
      suggestions: [
        { code: 'LAB.ALT', name: '丙氨酸氨基转移酶', score: 0.94 },
        { code: 'LAB.AST', name: '天门冬氨酸氨基转移酶', score: 0.41 },
      ],
    },
    {
      ...city,
      system: 'local:ris',
      code: 'FSK-0312',
      name: '肺CT平扫（64排）',
      category: 'imaging',
      n: 940,
      suggestions: [{ code: 'CT.CHEST.PLAIN', name: '胸部CT平扫', score: 0.88 }],
    },
  ],
  next: null,
};

export const importOf = (state: string) => ({
  id: 'imp-1',
  state,
  rows: 10_000,
  taken: state === 'done' ? 9_988 : 4_200,
  refusedCount: state === 'done' ? 12 : 3,
  startedAt: at(0),
  rate: 24_310,
});

export const refusedRows = {
  items: [
    { line: 118, field: 'unit', code: 'unit-does-not-fit', message: '单位 mg/L 与项目“钾”不符，应为 mmol/L' },
    { line: 4021, field: 'performedAt', code: 'in-the-future', message: '检查时间晚于现在' },
  ],
  next: null,
};
