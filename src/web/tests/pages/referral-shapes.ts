// Answers about referrals in the shapes of the API; every person and number in them is made up.
const hour = 3_600_000;
const at = (hours: number) => new Date(Date.now() + hours * hour).toISOString();
const day = (days: number) => at(days * 24).slice(0, 10);

const people = ['王小满', '李春生', '陈桂兰', '杨石头', '赵玉梅', '吴大勇', '罗阿婆', '冉冬冬', '刘明德', '石秀英', '潘老六', '蒙朵朵'];
const states = [
  'submitted',
  'submitted',
  'declined',
  'needsInfo',
  'accepted',
  'reserved',
  'reserved',
  'inTransit',
  'inTransit',
  'arrived',
  'underCare',
  'completed',
];
const dues = [0.1, -0.3, 3, undefined, 6, 20, 26, 0.6, 1.2, undefined, undefined, 40];

export const rows = people.map((name, index) => ({
  id: `r-${index + 1}`,
  number: `ZZ20261122${String(index + 1).padStart(4, '0')}`,
  direction: index % 5 === 4 ? 'down' : 'up',
  lane: index === 0 || index === 7 ? 'emergency' : index < 4 ? 'urgent' : 'routine',
  state: states[index],
  version: 4,
  patient: { id: `pt-${index + 1}`, name, sex: index % 2 ? 'male' : 'female', age: 32 + index * 4, maskedIdNumber: '520***********12' },
  from: { id: 'i-town', name: ['云岭镇卫生院', '双河乡卫生院'][index % 2] },
  to: { id: 'i-city', name: '筑城市第一人民医院', department: ['神经内科', '心内科'][index % 2] },
  reason: { code: 'beyondCapability', text: '超出本机构诊疗能力' },
  clock:
    dues[index] === undefined
      ? null
      : { name: 'answer', dueAt: at(dues[index] ?? 0), breachedAt: (dues[index] ?? 0) < 0 ? at(dues[index] ?? 0) : null },
  reservation:
    index === 5 || index === 7
      ? { kind: 'bed', id: 'b-3', label: '神经内科一病区 3 床' }
      : index === 6
        ? { kind: 'slot', id: 's-1', label: '心内科门诊', start: at(2), length: '00:15:00' }
        : null,
  createdAt: at(-3 - index),
  updatedAt: at(-index / 3),
  unread: index < 2,
}));

const stageOf: Record<string, string> = {
  submitted: 'waiting',
  declined: 'waiting',
  needsInfo: 'waiting',
  accepted: 'accepted',
  reserved: 'accepted',
  inTransit: 'moving',
  arrived: 'moving',
  underCare: 'underCare',
  completed: 'underCare',
};

export const rowsOf = (stage: string | null) =>
  stage && stage !== 'open' ? rows.filter(({ state }) => stageOf[state ?? ''] === stage) : rows;

const count = (of: (row: (typeof rows)[number]) => string) => {
  const counted: Record<string, number> = {};
  for (const row of rows) counted[of(row)] = (counted[of(row)] ?? 0) + 1;
  return counted;
};

export const counts = {
  byState: count(({ state }) => state ?? ''),
  byStage: { returning: 0, ...count(({ state }) => stageOf[state ?? ''] ?? 'waiting') },
  asOf: at(0),
};

export const referral = {
  id: 'r-1',
  number: 'ZZ202611220001',
  direction: 'up',
  lane: 'emergency',
  state: 'submitted',
  version: 4,
  patientId: 'pt-1',
  patient: { id: 'pt-1', name: '王小满', sex: 'female', age: 56, birthDate: '1970-03-02', maskedIdNumber: '520***********12' },
  from: { institutionId: 'i-town', institutionName: '云岭镇卫生院', practitionerId: 'p-town', practitionerName: '周禾' },
  to: { institutionId: 'i-city', institutionName: '筑城市第一人民医院', department: '神经内科' },
  reason: { code: 'beyondCapability', text: '超出本机构诊疗能力', comment: null },
  criteria: [{ code: 'stroke', text: '发病 4.5 小时内的疑似卒中', source: '基层急危重症转诊提示' }],
  diagnoses: [{ system: 'icd10-cn', code: 'I63.9', text: '急性脑梗死' }],
  summary: {
    impression: '急性脑梗死',
    presentIllness: '突发右侧肢体无力 2 小时，言语不清，NIHSS 8 分。基层无溶栓条件，需急诊转上级医院。',
    history: '高血压病 10 年，服药不规律。',
    treatment: '吸氧、心电监护，建立静脉通路。',
    examinations: '血压 178/96 mmHg，随机血糖 7.8 mmol/L。',
    cautions: '青霉素过敏',
  },
  transport: { mode: 'ambulance', escort: '护士一名', needs: '吸氧、心电监护' },
  studies: [],
  results: [],
  consent: { basis: 'written', signedBy: '王大山', at: at(-1) },
  relation: 'alliance',
  clocks: [{ name: 'answer', dueAt: at(0.12) }],
  questions: [],
  previous: [],
  createdAt: at(-1),
  submittedAt: at(-1),
};

export const down = {
  ...referral,
  id: 'r-2',
  number: 'ZZ202611220002',
  direction: 'down',
  lane: 'routine',
  state: 'underCare',
  version: 3,
  from: { institutionId: 'i-city', institutionName: '筑城市第一人民医院', practitionerId: 'p-spec', practitionerName: '林知远' },
  to: { institutionId: 'i-town', institutionName: '云岭镇卫生院', department: '全科' },
  returnOf: { id: 'r-1', number: 'ZZ202611220001' },
  plan: {
    medication: '阿司匹林 100 mg 每日一次；阿托伐他汀 20 mg 每晚一次',
    rehabilitation: '肢体功能锻炼，每日两次，每次 30 分钟',
    warningSigns: '再次肢体无力、言语不清、剧烈头痛',
    followUps: [
      { id: '1', dueOn: day(2), what: '量血压，查看肢体恢复' },
      { id: '2', dueOn: day(14), what: '复查血脂、肝功能' },
    ],
  },
  receiver: { practitionerId: 'p-town', name: '周禾' },
};

export const answered = {
  ...referral,
  state: 'completed',
  returnedBy: { id: 'r-2', number: 'ZZ202611220002', state: 'underCare' },
  admission: { at: at(-200), ward: '神经内科一病区', admissionNumber: 'ZY0012345' },
  discharge: {
    diagnosis: '急性脑梗死（左侧大脑中动脉供血区）',
    course: '静脉溶栓后肌力恢复至 4 级，头颅 MRI 示左侧基底节区急性梗死灶。',
    plan: '抗血小板、调脂、控制血压，三个月后复查。',
    at: at(-20),
    by: '林知远',
  },
};

export const receiverActions = [
  { action: 'accept', needs: [], reasons: [] },
  { action: 'requestInfo', needs: ['question'], reasons: [] },
  {
    action: 'decline',
    needs: ['reasonCode'],
    reasons: [
      { code: 'noBed', text: '暂无床位', commentRequired: false },
      { code: 'other', text: '其他', commentRequired: true },
    ],
  },
];

export const followUpActions = [{ action: 'followUp', needs: ['findings|waive'], reasons: [] }];

export const history = {
  items: [
    { version: 1, at: at(-1.1), type: 'drafted', actorName: '周禾', institutionName: '云岭镇卫生院', text: '建立转诊草稿' },
    { version: 2, at: at(-1), type: 'submitted', actorName: '周禾', institutionName: '云岭镇卫生院', text: '提交转诊申请' },
  ],
  next: null,
};

export const beds = {
  items: ['1 床', '2 床', '3 床'].map((label, index) => ({
    id: `b-${index + 1}`,
    ward: '一病区',
    department: '神经内科',
    label,
    state: index === 2 ? 'held' : 'free',
    heldBy: index === 2 ? { caseId: 'r-6' } : null,
  })),
};

export const slots = {
  items: [1, 1.25, 1.5, 25, 26, 49].map((hours, index) => ({
    id: `s-${index + 1}`,
    start: at(hours),
    length: 15,
    department: '神经内科',
    practitioner: { id: 'p-spec', name: '林知远' },
    state: ['free', 'held', 'reserved', 'free', 'free', 'free'][index],
    heldBy: index === 1 ? { caseId: 'r-7' } : null,
    keptUntil: index === 2 ? at(0.5) : null,
  })),
  next: null,
};

export const schedules = {
  items: [
    {
      id: 'sch-1',
      institutionId: 'i-city',
      department: '神经内科',
      practitioner: { id: 'p-spec', name: '林知远' },
      weekdays: [1, 3, 5],
      from: '08:00',
      to: '11:30',
      slotMinutes: 15,
      perSlot: 1,
      quota: { primaryShare: 0.3, releaseHoursBefore: 24 },
      validFrom: day(-30),
      validTo: null,
      changes: [],
      blocks: [{ day: day(5), reason: '外出学习' }],
      affected: [],
      version: 2,
    },
  ],
  next: null,
};

export const receivers = {
  items: [
    {
      id: 'i-county',
      name: '石门县人民医院',
      tier: 'county',
      grade: 'secondary',
      relation: 'alliance',
      departments: ['内科', '神经内科', '心内科'],
      rank: 1,
      needsReason: false,
      waitingDays: 0,
      nextFree: at(3),
      freeBeds: 2,
    },
    {
      id: 'i-city',
      name: '筑城市第一人民医院',
      tier: 'municipal',
      grade: 'tertiary',
      relation: 'agreement',
      departments: ['神经内科', '心内科'],
      rank: 2,
      needsReason: true,
      waitingDays: 3,
      nextFree: at(70),
      freeBeds: 0,
    },
  ],
  next: null,
};

export const vocabulary = {
  reasons: [
    { code: 'beyondCapability', text: '超出本机构诊疗能力', commentRequired: false },
    { code: 'other', text: '其他', commentRequired: true },
  ],
  criteria: [
    { code: 'stroke', text: '发病 4.5 小时内的疑似卒中', source: '基层急危重症转诊提示', markers: true },
    { code: 'unclear', text: '诊断不明的疑难病例', source: '双向转诊管理要求', markers: false },
  ],
  followUpDefaults: [
    { disease: 'stroke', name: '脑卒中', diagnoses: ['I63'], afterDays: 7, what: '查看肢体恢复，量血压' },
    { disease: 'any', name: '一般', diagnoses: [], afterDays: 14, what: '一般随访' },
  ],
};

export const timeline = {
  items: [
    {
      at: at(-1),
      kind: 'referral',
      title: '上转筑城市第一人民医院',
      text: '急性脑梗死',
      institutionName: '云岭镇卫生院',
      caseId: 'r-1',
      caseCategory: 'referral',
      number: 'ZZ202611220001',
      state: 'submitted',
    },
    { at: at(-2), kind: 'visit', title: '全科门诊', text: '突发右侧肢体无力', institutionName: '云岭镇卫生院' },
  ],
  next: null,
};
