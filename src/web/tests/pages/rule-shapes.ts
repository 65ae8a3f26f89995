// Answers in the shapes of the API; every person, institution and number in them is made up.
import { at, items } from './recognition-places';
import { checkActions } from './recognition-shapes';

export const catalogue = {
  region: '5201',
  version: 3,
  effectiveFrom: '2026-07-01',
  approvedBy: '筑城市卫生健康局',
  source: '贵阳市检查检验结果互认实施方案',
  mode: 'open',
  checkHours: 72,
  sampling: { worstShare: 0.2, leastSamples: 5 },
  unknownToThePage: { kept: true },
  items: items.map(({ code, name, category }) => ({
    code,
    name,
    category,
    windowHours: code === 'LAB.CBC' ? 24 : category === 'lab' ? 168 : code === 'ECG.12LEAD' ? null : 720,
    from: category === 'lab' ? 'collected' : 'performed',
    diseases: code === 'CT.HEAD.PLAIN' ? [{ codes: ['I63*', 'I61*'], windowHours: 24, unknownToThePage: 1 }] : [],
    deviceClasses: code === 'CT.CHEST.PLAIN' ? ['16排', '64排'] : [],
    methods: [],
    negative: code === 'ECG.12LEAD' ? { reason: { zh: '急性期变化快', en: 'Changes fast' } } : null,
    unknownToThePage: code,
    noIntervention: category === 'lab',
    evidence: category === 'lab' ? 'required' : 'byRelation',
  })),
  relations: [
    { code: 'sameLevel', on: true, text: { zh: '同级医疗机构之间', en: 'sameLevel in English' }, source: '实施方案第五条' },
    { code: 'alliance', on: true, text: { zh: '同一医联体内', en: 'alliance in English' }, source: '实施方案第六条' },
    { code: 'higherToLower', on: true, text: { zh: '下级机构认可上级机构', en: 'higherToLower in English' }, source: '实施方案第五条' },
    { code: 'mark', on: false, text: { zh: '互认标识覆盖本地区', en: 'mark in English' }, source: '国卫医发〔2022〕6号' },
  ],
  specialties: [
    { department: '儿科', windowFactor: 0.5, quiet: true, reason: { zh: '儿童病情变化快', en: 'Children change fast' } },
    { department: '内分泌科', items: ['LAB.K'], windowHours: 72, quiet: true, reason: { zh: '须密切监测', en: 'Watched closely' } },
  ],
  reasons: checkActions[0]?.reasons.map(({ code, text, commentRequired }) => ({
    code,
    text: { zh: text, en: `${code} in English` },
    needsComment: commentRequired,
    statutory: '国卫医发〔2022〕6号第十四条',
  })),
};

export const catalogueVersions = {
  items: [
    { version: 3, effectiveFrom: '2026-07-01', approvedBy: '筑城市卫生健康局' },
    { version: 2, effectiveFrom: '2025-01-01', effectiveTo: '2026-06-30', approvedBy: '筑城市卫生健康局' },
  ],
};

export const preview = {
  from: at(-52),
  to: at(-22),
  checks: 842,
  items: 1_310,
  changed: [
    { itemCode: 'LAB.K', itemName: '钾', before: 'recognisable', after: 'notRecognisable', n: 37 },
    { itemCode: 'CT.CHEST.PLAIN', itemName: '胸部CT平扫', before: 'notRecognisable', after: 'recognisable', n: 12 },
  ],
  examples: [
    {
      checkId: 'k-9',
      itemCode: 'LAB.K',
      before: { verdict: 'recognisable', rule: { code: 'mark', text: '互认标识' } },
      after: { verdict: 'notRecognisable', rule: { code: 'window', text: '超过有效期' } },
    },
  ],
};

export const explained = {
  verdict: 'recognisable',
  rule: { code: 'alliance', text: '同一医联体内，有效期内' },
  relation: 'alliance',
  steps: [
    { code: 'patient', text: '同一患者', ok: true, detail: '' },
    { code: 'item', text: '同一标准项目', ok: true, detail: 'CT.CHEST.PLAIN' },
    { code: 'negative', text: '不在负面清单', ok: true, detail: '' },
    { code: 'evidence', text: '质控合格', ok: false, detail: '检查当日没有证据' },
    { code: 'relation', text: '互认关系', ok: true, detail: '同一医联体' },
    { code: 'window', text: '有效期内', ok: true, detail: '第 7 天，共 30 天' },
    { code: 'intervention', text: '其间无干预', ok: null, detail: '本项目不要求' },
  ],
  catalogueVersion: 3,
  validUntil: at(23),
};
