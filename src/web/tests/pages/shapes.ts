// Answers in the shapes of the API; every person and number in them is made up.
const hour = 3_600_000;
const at = (hours: number) => new Date(Date.now() + hours * hour).toISOString();

export const users = {
  township: {
    id: 'u-town',
    account: 'township',
    name: '周禾',
    roles: ['physician'],
    institutionId: 'i-town',
    institutionName: '云岭镇卫生院',
    practitionerId: 'p-town',
    title: 'attending',
    department: '全科',
    areaCode: '520199',
    secondFactor: false,
  },
  specialist: {
    id: 'u-spec',
    account: 'specialist',
    name: '林知远',
    roles: ['physician'],
    institutionId: 'i-city',
    institutionName: '筑城市第一人民医院',
    practitionerId: 'p-spec',
    title: 'associateChief',
    department: '神经内科',
    areaCode: '520100',
    secondFactor: false,
  },
  office: {
    id: 'u-off',
    account: 'office',
    name: '何青',
    roles: ['office'],
    institutionId: 'i-city',
    institutionName: '筑城市第一人民医院',
    areaCode: '520100',
    secondFactor: false,
  },
  bureau: {
    id: 'u-bur',
    account: 'bureau',
    name: '卫健管理员',
    roles: ['healthAuthority'],
    institutionId: 'i-bur',
    institutionName: '筑城市卫生健康局',
    areaCode: '5201',
    secondFactor: false,
  },
  resident: { id: 'u-res', account: 'resident', name: '王小满', roles: ['resident'], patientId: 'pt-1', secondFactor: false },
  insurer: {
    id: 'u-ins',
    account: 'insurer',
    name: '医保审核员',
    roles: ['insurer'],
    institutionId: 'i-ins',
    institutionName: '筑城市医疗保障局',
    areaCode: '5201',
    secondFactor: false,
  },
  auditor: { id: 'u-aud', account: 'auditor', name: '审计员', roles: ['auditor'], secondFactor: false },
  admin: { id: 'u-admin', account: 'admin', name: '系统管理员', roles: ['administrator'], secondFactor: false },
};

export const demo = [
  ['village', '乡村医生'],
  ['township', '卫生院医生（A 医联体）'],
  ['township2', '卫生院医生（B 医联体）'],
  ['county', '县医院医生'],
  ['specialist', '市三甲副主任医师'],
  ['specialist2', '省三甲主任医师'],
  ['radiologist', '市三甲影像科医师'],
  ['office', '市三甲远程医学办公室'],
  ['countyoffice', '县医院转诊办公室'],
  ['bureau', '市卫健局管理员'],
].map(([account, who]) => ({ account, who }));

const names = ['王小满', '李春生', '陈桂兰', '杨石头', '赵玉梅', '吴大勇', '罗阿婆', '冉冬冬', '刘明德', '石秀英', '潘老六', '蒙朵朵'];
const reasons = [
  '突发右侧肢体无力 2 小时，言语不清，请协助判断是否需溶栓及转运',
  '胸部 CT 右肺上叶结节，请会诊明确性质及下一步检查',
  '反复胸闷 3 天，心电图 ST-T 改变，请协助诊断',
  '血糖控制不佳伴足部溃疡，请指导治疗方案',
  '孕 34 周血压升高，请评估是否需上转',
];
const states = [
  'submitted',
  'submitted',
  'accepted',
  'assigned',
  'opinionDraft',
  'needsInfo',
  'released',
  'adopted',
  'scheduled',
  'inSession',
  'declined',
  'closed',
];
const kinds = [
  'clinical',
  'imaging',
  'ecg',
  'clinical',
  'imaging',
  'mdt',
  'imaging',
  'tcm',
  'clinical',
  'clinical',
  'ultrasound',
  'imaging',
];
const dues = [0.2, -0.4, 0.4, 1.5, 3, undefined, 20, undefined, 26, 0.8, undefined, undefined];

export const rows = names.map((name, index) => ({
  id: `c-${index + 1}`,
  number: `HZ20261121${String(index + 1).padStart(4, '0')}`,
  kind: kinds[index],
  mode: 'asynchronous',
  urgency: index < 2 ? 'emergency' : index < 4 ? 'urgent' : 'routine',
  state: states[index],
  version: 3,
  patient: { id: `pt-${index + 1}`, name, sex: index % 2 ? 'male' : 'female', age: 32 + index * 4, maskedIdNumber: '520***********12' },
  inviting: { id: 'i-town', name: ['云岭镇卫生院', '石门县人民医院', '双河乡卫生院'][index % 3] },
  invited: { id: 'i-city', name: '筑城市第一人民医院', department: ['神经内科', '影像科', '心内科'][index % 3] },
  lead: index > 2 && index < 9 ? { id: 'p-spec', name: '林知远' } : null,
  reason: reasons[index % reasons.length],
  studyCount: index % 3 === 1 ? 1 : 0,
  clock:
    dues[index] === undefined
      ? null
      : {
          name: index < 2 ? 'accept' : 'answer',
          dueAt: at(dues[index] as number),
          breachedAt: (dues[index] as number) < 0 ? at(-0.4) : null,
        },
  createdAt: at(-index * 3),
  updatedAt: at(-index * 2.1),
  unread: index === 0 || index === 4,
}));

export const counts = {
  byState: { submitted: 2, accepted: 1, assigned: 1, opinionDraft: 1, released: 1 },
  byStage: { open: 10, waiting: 4, inProgress: 4, answered: 2, ended: 2 },
  asOf: at(0),
};

export const consultation = {
  id: 'c-2',
  number: 'HZ202611210002',
  kind: 'imaging',
  mode: 'asynchronous',
  urgency: 'urgent',
  state: 'assigned',
  version: 5,
  patientId: 'pt-2',
  patient: {
    id: 'pt-2',
    name: '李春生',
    sex: 'male',
    age: 56,
    birthDate: '1970-03-08',
    maskedIdNumber: '520***********14',
    phoneMasked: '138****2210',
  },
  inviting: { institutionId: 'i-town', institutionName: '云岭镇卫生院', practitionerId: 'p-town', practitionerName: '周禾' },
  invited: { institutionId: 'i-city', institutionName: '筑城市第一人民医院', department: '影像科', minimumTitle: 'associateChief' },
  assigned: [{ practitionerId: 'p-spec', name: '林知远', title: 'associateChief', lead: true }],
  reason: '胸部 CT 右肺上叶结节，请会诊明确性质及下一步检查',
  purpose: '明确结节性质，指导随访或进一步检查',
  summary: {
    complaint: '咳嗽、咳痰 2 周，加重伴低热 3 天',
    history: '2 周前受凉后咳嗽，咳白色黏痰，自服感冒药无好转；3 天前体温 37.8℃。吸烟 30 年，每日 1 包。否认结核接触史。',
    findings: 'T 37.6℃，P 88 次/分，R 20 次/分，BP 132/84 mmHg。右上肺呼吸音稍低，未闻及湿啰音。',
    diagnoses: [
      { system: 'icd10-cn', code: 'R91', text: '右肺上叶结节待查' },
      { system: 'icd10-cn', code: 'J18.9', text: '社区获得性肺炎？' },
    ],
    treatment: '头孢呋辛静滴 3 天，体温略降，咳嗽无明显缓解。',
  },
  studies: ['1.2.826.0.1.3680043.8.498.1'],
  results: [],
  consent: { basis: 'written', signedBy: '李春生', at: at(-5) },
  agreement: { id: 'a-1', number: 'YL-2026-003' },
  clocks: [
    { name: 'accept', dueAt: at(-3), metAt: at(-4) },
    { name: 'answer', dueAt: at(1.4) },
  ],
  questions: [
    {
      question: '请补充既往胸部影像及肿瘤标志物结果',
      askedBy: '何青',
      askedAt: at(-4),
      answer: '无既往胸部影像；CEA 3.1 ng/mL',
      answeredAt: at(-3.5),
    },
  ],
  opinions: [],
  createdAt: at(-5),
  submittedAt: at(-5),
};

export const released = {
  ...consultation,
  state: 'released',
  version: 9,
  clocks: [{ name: 'decide', dueAt: at(30) }],
  opinions: [
    {
      version: 1,
      findings: '右肺上叶尖段见约 8 mm 混合磨玻璃结节，边界尚清，可见浅分叶；余肺未见明确异常，纵隔淋巴结无肿大。',
      diagnoses: [{ system: 'icd10-cn', code: 'R91', text: '右肺上叶混合磨玻璃结节，Lung-RADS 4A' }],
      advice: '抗感染治疗后 4–6 周复查薄层 CT；如无缩小，建议上转胸外科进一步评估。戒烟。',
      signatures: [{ practitionerId: 'p-spec', name: '林知远', title: 'associateChief', at: at(-0.2), valid: true }],
      releasedAt: at(-0.2),
      responsibility: 'joint',
    },
  ],
};

export const history = {
  items: [
    ['submitted', '提交会诊申请', '周禾', '云岭镇卫生院', -5],
    ['infoRequested', '要求补充资料', '何青', '筑城市第一人民医院', -4],
    ['infoProvided', '补充资料', '周禾', '云岭镇卫生院', -3.5],
    ['accepted', '接收申请', '何青', '筑城市第一人民医院', -3.2],
    ['assigned', '分派给林知远（主诊）', '何青', '筑城市第一人民医院', -3],
  ].map(([type, text, actorName, institutionName, hours], index) => ({
    version: index + 1,
    type,
    text,
    actorName,
    institutionName,
    at: at(hours as number),
  })),
  next: null,
};

const declineReasons = [
  { code: 'outOfScope', text: '超出本院诊疗科目', commentRequired: false },
  { code: 'incomplete', text: '资料不足且无法补充', commentRequired: false },
  { code: 'other', text: '其他', commentRequired: true },
];

export const officeActions = [
  { action: 'accept', needs: [], reasons: [] },
  { action: 'assign', needs: ['practitionerIds', 'lead'], reasons: [] },
  { action: 'requestInfo', needs: ['question'], reasons: [] },
  { action: 'decline', needs: ['reasonCode'], reasons: declineReasons },
];
export const specialistActions = [
  { action: 'draftOpinion', needs: ['opinion'], reasons: [] },
  { action: 'requestInfo', needs: ['question'], reasons: [] },
];
export const authorActions = [
  { action: 'adopt', needs: ['decision'], reasons: [] },
  { action: 'rate', needs: ['score'], reasons: [] },
  { action: 'convertToReferral', needs: [], reasons: [] },
];

export const patients = names.slice(0, 6).map((name, index) => ({
  id: `pt-${index + 1}`,
  name,
  sex: index % 2 ? 'male' : 'female',
  age: 32 + index * 4,
  birthDate: '1980-02-03',
  idType: '01',
  maskedIdNumber: `520***********1${index}`,
  identityChecked: index !== 4,
  version: 1,
}));

export const institutions = [
  {
    id: 'i-city',
    name: '筑城市第一人民医院',
    tier: 'city',
    grade: 'level3A',
    services: ['clinical', 'imaging'],
    departments: ['神经内科', '心内科', '影像科', '呼吸科'],
    agreementId: 'a-1',
    relation: 'crossRegion',
  },
  {
    id: 'i-county',
    name: '石门县人民医院',
    tier: 'county',
    grade: 'level2A',
    services: ['clinical', 'imaging'],
    departments: ['内科', '外科', '影像科'],
    agreementId: 'a-2',
    relation: 'alliance',
  },
];

export const practitioners = [
  { id: 'p-spec', name: '林知远', institutionId: 'i-city', department: '神经内科', title: 'associateChief', licenceValidTo: '2029-12-31' },
  { id: 'p-2', name: '方芷', institutionId: 'i-city', department: '影像科', title: 'chief', licenceValidTo: '2028-05-01' },
  { id: 'p-3', name: '杜若', institutionId: 'i-city', department: '影像科', title: 'attending', licenceValidTo: '2020-01-01' },
];

export const studies = [
  {
    studyInstanceUid: '1.2.826.0.1.3680043.8.498.1',
    patientId: 'pt-2',
    patientName: '李春生',
    modalities: ['CT'],
    description: '胸部 CT 平扫',
    studyDate: '2026-11-21',
    institutionId: 'i-town',
    seriesCount: 2,
    instanceCount: 240,
    receivedAt: at(-5),
  },
  {
    studyInstanceUid: '1.2.826.0.1.3680043.8.498.2',
    patientId: null,
    patientName: 'YANG^SHITOU',
    modalities: ['DX'],
    description: '胸部正侧位',
    studyDate: '2026-11-20',
    institutionId: 'i-town',
    seriesCount: 1,
    instanceCount: 2,
    receivedAt: at(-25),
  },
];

export const templates = [
  {
    id: 't1',
    kind: 'imaging',
    name: '肺结节会诊',
    reason: '胸部 CT 发现肺结节，请明确性质',
    purpose: '指导随访间隔及进一步检查',
    summary: { complaint: '体检发现肺结节', diagnoses: [] },
  },
];
export const opinionTemplates = [
  { id: 'o1', name: '肺结节随访', findings: '右肺上叶见结节影，大小约  mm，边界  。', advice: '建议 3 个月后复查薄层 CT。' },
];

const days = Array.from({ length: 14 }, (_, index) => at(-24 * (13 - index)).slice(0, 10));
export const board = {
  asOf: at(0),
  openByState: { submitted: 6, needsInfo: 2, accepted: 4, assigned: 7, scheduled: 3, inSession: 1, opinionDraft: 5, released: 8 },
  openByUrgency: { emergency: 3, urgent: 9, routine: 24 },
  atRisk: [rows[0], rows[2]],
  breached: [rows[1]],
  lastHour: { submitted: 7, released: 5 },
  byInstitution: ['筑城市第一人民医院', '石门县人民医院', '云岭镇卫生院', '双河乡卫生院', '省人民医院', '清溪社区卫生服务中心'].map(
    (name, index) => ({
      institutionId: `i-${index}`,
      name,
      outgoing: 4 + ((index * 7) % 23),
      incoming: index === 0 ? 42 : index === 1 ? 18 : index === 4 ? 25 : 0,
      open: 3 + index,
      breached: index === 1 ? 1 : 0,
    }),
  ),
  byKind: ['clinical', 'imaging', 'ecg', 'mdt', 'tcm', 'ultrasound'].map((kind, index) => ({
    kind,
    total: 60 - index * 9,
    open: 14 - index * 2,
  })),
  byDay: days.map((day, index) => ({ day, submitted: 20 + ((index * 5) % 13), released: 16 + ((index * 7) % 11) })),
};

/** This browser, registered at first use. */
export const device = {
  id: 'browser-1',
  kind: 'app',
  name: 'Chrome · Linux',
  institutionId: 'i-city',
  state: 'active',
  own: true,
  registeredAt: '2026-11-22T01:00:00Z',
  version: 1,
};
