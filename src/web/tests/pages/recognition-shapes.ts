// Answers in the shapes of the API; every person, institution and number in them is made up.
import { at, city, county, items, month } from './recognition-places';

export const institutions = {
  items: [
    { id: 'i-town', name: '云岭镇卫生院', tier: 'township' },
    { id: county.institutionId, name: county.institutionName, tier: 'county' },
    { id: city.institutionId, name: city.institutionName, tier: 'city' },
  ],
  next: null,
};

const chest = {
  ...county,
  resultId: 'res-ct',
  performedAt: at(-6),
  validUntil: at(24),
  mark: '贵州省HR',
  studyInstanceUid: '1.2.826.0.1.3680043.8.498.1',
  verdict: 'recognisable',
  relation: 'alliance',
  rule: { code: 'window', text: '有效期 30 天内，质控合格标识覆盖本地区' },
  reasons: [],
  legacy: false,
  summary: '右肺上叶磨玻璃结节，直径约 6 mm，建议随访。',
};
const oldChest = {
  ...city,
  resultId: 'res-ct-old',
  performedAt: at(-200),
  verdict: 'notRecognisable',
  relation: 'higherToLower',
  reasons: [
    { code: 'window', text: '已超过有效期：30 天' },
    { code: 'evidence', text: '检查当日没有质控合格证据' },
  ],
  summary: '双肺未见明显异常。',
};
const potassium = {
  ...county,
  resultId: 'res-k',
  performedAt: at(-2),
  validUntil: at(5),
  mark: '全国HR',
  verdict: 'recognisable',
  relation: 'mark',
  rule: { code: 'mark', text: '全国互认标识' },
  reasons: [],
  summary: '钾 4.1 mmol/L',
};

const emergencyReason = { code: 'emergency', text: '急诊抢救，结果仅供参考' };

function itemOf(code: string, emergency: boolean) {
  const { name = code, fee } = items.find((item) => item.code === code) ?? {};
  const known = code === 'CT.CHEST.PLAIN' ? [chest, oldChest] : code === 'LAB.K' ? [potassium] : [];
  const candidates = emergency ? known.map((each) => ({ ...each, verdict: 'referenceOnly', reasons: [emergencyReason] })) : known;
  const verdict = candidates[0]?.verdict ?? 'notRecognisable';
  return { code, name, fee, verdict, relation: 'alliance', rule: { code: 'window', text: '' }, reasons: [], candidates };
}

export const checkOf = (id: string, codes: readonly string[], emergency: boolean) => ({
  id,
  number: 'HR202611220001',
  version: 1,
  state: 'open',
  createdAt: at(0),
  patientId: 'pt-1',
  institutionId: 'i-town',
  institutionName: '云岭镇卫生院',
  department: '全科',
  catalogueVersion: 3,
  quiet: false,
  diagnoses: [{ code: 'R91', text: '肺部阴影' }],
  items: codes.map((code) => itemOf(code, emergency)) as Record<string, unknown>[],
});

export const checkRows = {
  items: [
    {
      id: 'k-1',
      number: 'HR202611220001',
      state: 'open',
      createdAt: at(0),
      patient: { name: '王小满' },
      institutionName: '云岭镇卫生院',
      items: [{ code: 'CT.CHEST.PLAIN', name: '胸部CT平扫', verdict: 'recognisable' }],
    },
  ],
  next: null,
};

export const checkActions = [
  {
    action: 'decide',
    needs: ['code', 'resultId', 'decision'],
    reasons: [
      { code: 'conditionChanged', text: '病情变化，已有结果不能反映当前状况', commentRequired: false },
      { code: 'fastChanging', text: '结果在疾病过程中变化快', commentRequired: false },
      { code: 'beforeMajorMeasure', text: '手术、输血等重大医疗措施前', commentRequired: false },
      { code: 'emergency', text: '急诊、急救', commentRequired: false },
      { code: 'appraisal', text: '司法、伤残及病退等鉴定', commentRequired: false },
      { code: 'other', text: '其他确有需要的情形', commentRequired: true },
    ],
  },
];

export const checkHistory = {
  items: [
    {
      version: 1,
      at: at(0),
      type: 'asked',
      actorName: '周禾',
      institutionName: '云岭镇卫生院',
      text: '开单：胸部CT平扫；找到 2 个已有结果',
    },
    { version: 2, at: at(0), type: 'opened', actorName: '周禾', institutionName: '云岭镇卫生院', text: '查看石门县人民医院的胸部CT平扫' },
  ],
  next: null,
};

export const explanation = {
  number: 'HR202611220001',
  patient: { id: 'pt-1', name: '王小满', sex: 'female', age: 32, maskedIdNumber: '520***********12' },
  institution: '云岭镇卫生院',
  department: '全科',
  doctor: '周禾',
  itemCode: 'CT.CHEST.PLAIN',
  item: '胸部CT平扫',
  prior: { resultId: 'res-ct', institutionId: 'i-c1', institutionName: '石门县人民医院', performedAt: at(-6), mark: '贵州省HR' },
  reason: { code: 'conditionChanged', text: '病情变化，已有结果不能反映当前状况', source: '国卫医发〔2022〕6号第十四条' },
  comment: '昨日起高热、咯血，需排除新发感染。',
  explainedAt: at(0),
};

const proof = (id: string, name: string, item: string, more: object) => ({
  id,
  institutionId: id,
  institutionName: name,
  itemCode: item,
  itemName: items.find(({ code }) => code === item)?.name,
  from: '2026-01-01',
  to: '2026-12-31',
  body: '省临床检验中心',
  scope: { type: 'province', code: '52', text: '贵州省' },
  outcome: 'passed',
  score: 96,
  ...more,
});
export const evidence = {
  items: [
    proof('e-1', '石门县人民医院', 'LAB.K', { mark: '贵州省HR' }),
    proof('e-2', '石门县人民医院', 'CT.CHEST.PLAIN', {
      body: '省放射质控中心',
      suspended: { from: '2026-10-08', reason: '抽查 C、D 级占 24%' },
    }),
    proof('e-3', '平溪县中医医院', 'LAB.K', { outcome: 'failed', score: 62 }),
  ],
  next: null,
};

export const samples = {
  items: [
    {
      id: 's-1',
      institutionId: 'i-c1',
      institutionName: '石门县人民医院',
      graderName: '筑城市第一人民医院',
      createdAt: at(-1),
      worstShare: 0.333,
      items: [
        {
          resultId: 'res-ct',
          itemCode: 'CT.CHEST.PLAIN',
          itemName: '胸部CT平扫',
          performedAt: at(-6),
          studyInstanceUid: '1.2.826.0.1.3680043.8.498.1',
        },
        { resultId: 'res-ct-2', itemCode: 'CT.CHEST.PLAIN', itemName: '胸部CT平扫', performedAt: at(-7), grade: 'C', comment: '呼吸伪影' },
      ],
    },
  ],
};

export const prices = {
  region: '5201',
  version: 2,
  effectiveFrom: '2026-01-01',
  approvedBy: '筑城市医疗保障局',
  source: '收费标准',
  items: items.map(({ code, fee }) => ({ code, fee, byTier: { city: fee, township: Math.round(fee * 0.8) } })),
};

const figures = (prompted: number) => {
  const accepted = Math.round(prompted * 0.62);
  return {
    prompted,
    opened: Math.round(prompted * 0.8),
    accepted,
    declined: Math.round(prompted * 0.21),
    deferred: Math.round(prompted * 0.05),
    revoked: Math.round(prompted * 0.01),
    repeated: Math.round(prompted * 0.04),
    sameResult: Math.round(prompted * 0.03),
    hadResults: Math.round(prompted * 1.1),
    recognitionRate: prompted ? (accepted / Math.round(prompted * 1.1)) * 100 : null,
    openRate: prompted ? 80 : null,
    feesSavedDirect: accepted * 118.5,
    feesSavedPotential: accepted * 36,
  };
};
const rowsBy: Readonly<Record<string, readonly [string, string, number][]>> = {
  institution: [
    ['i-town', '云岭镇卫生院', 420],
    ['i-c1', '石门县人民医院', 910],
    ['i-c2', '平溪县中医医院', 260],
    ['i-city', '筑城市第一人民医院', 1_320],
  ],
  item: items.map(({ code, name }, index) => [code, name, 600 - index * 70]),
  relation: [
    ['mark', '', 1_400],
    ['alliance', '', 820],
    ['higherToLower', '', 510],
    ['sameLevel', '', 180],
  ],
  specialty: [
    ['全科', '全科', 900],
    ['儿科', '儿科', 240],
    ['骨科', '骨科', 420],
  ],
  reason: [
    ['conditionChanged', '', 210],
    ['fastChanging', '', 95],
    ['other', '', 22],
  ],
  month: Array.from({ length: 12 }, (_, index) => [month(11 - index), month(11 - index), 120 + index * 25]),
};
export const measuresBy = (by: string) => ({
  asOf: at(0),
  ageSeconds: 0.4,
  total: figures(2_910),
  rows: (rowsBy[by] ?? []).map(([key, name, prompted]) => ({ key, name, ...figures(prompted) })),
});

export const measureCases = {
  items: [
    {
      checkId: 'k-1',
      number: 'HR202611220001',
      at: at(-1),
      itemName: '胸部CT平扫',
      institutionName: '云岭镇卫生院',
      step: 'declined',
      reasonCode: 'conditionChanged',
    },
  ],
  next: null,
};

export const mine = {
  items: [
    { at: at(-3), itemName: '胸部CT平扫', from: '石门县人民医院', to: '云岭镇卫生院', saved: 280, decision: 'accepted' },
    { at: at(-30), itemName: '钾', from: '石门县人民医院', to: '筑城市第一人民医院', decision: 'declined' },
  ],
  savedTotal: 280,
};

export const looks = {
  items: [
    { at: at(-1), accountId: 'a1', name: '王小满', institutionName: null, what: 'results', purpose: 'ownRecord' },
    { at: at(-3), accountId: 'a2', name: '周禾', institutionName: '云岭镇卫生院', what: 'result', purpose: 'treatment' },
  ],
  next: null,
};

export const findings = {
  items: [
    {
      id: 'f-1',
      kind: 'recognition.repeated',
      institutionId: 'i-town',
      institutionName: '云岭镇卫生院',
      itemCode: 'LAB.K',
      itemName: '钾',
      at: at(-0.2),
      priorInstitutionName: '石门县人民医院',
      priorAt: at(-2),
      fee: 6,
      checkId: 'k-7',
      state: 'open',
    },
    {
      id: 'f-2',
      kind: 'recognition.repeated',
      institutionId: 'i-c2',
      institutionName: '平溪县中医医院',
      itemCode: 'CT.CHEST.PLAIN',
      itemName: '胸部CT平扫',
      at: at(-3),
      priorInstitutionName: '筑城市第一人民医院',
      priorAt: at(-9),
      fee: 280,
      state: 'answered',
      answer: { text: '患者转科途中影像未能调阅。', by: '医务科', at: at(-1) },
    },
  ],
  next: null,
};

export const timeline = {
  items: [
    {
      at: at(-3),
      kind: 'recognition',
      title: '认可 胸部CT平扫 贵州省HR',
      institutionName: '云岭镇卫生院',
      caseId: 'k-1',
      caseCategory: 'recognition',
      number: 'HR202611220001',
    },
    {
      at: at(-6),
      kind: 'result',
      title: '胸部CT平扫 贵州省HR',
      text: '右肺上叶磨玻璃结节，直径约 6 mm。',
      institutionName: '石门县人民医院',
      caseId: 'res-ct',
      caseCategory: 'result',
    },
    { at: at(-8), kind: 'visit', title: '门诊', text: '咳嗽两周。', institutionName: '云岭镇卫生院' },
  ],
  next: null,
};
