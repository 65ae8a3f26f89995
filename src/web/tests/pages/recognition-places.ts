// Answers in the shapes of the API; every person, institution and number in them is made up.
const day = 86_400_000;
export const at = (days: number) => new Date(Date.now() + days * day).toISOString();
export const month = (back: number) => {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back, 1)).toISOString().slice(0, 7);
};

export const items = [
  ['CT.CHEST.PLAIN', '胸部CT平扫', 'imaging', 280],
  ['CT.HEAD.PLAIN', '颅脑CT平扫', 'imaging', 260],
  ['MR.HEAD.PLAIN', '颅脑MR平扫', 'imaging', 520],
  ['US.ABDOMEN', '腹部超声', 'ultrasound', 120],
  ['ECG.12LEAD', '十二导联心电图', 'ecg', 30],
  ['LAB.K', '钾', 'lab', 6],
  ['LAB.CREA', '肌酐', 'lab', 8],
  ['LAB.CBC', '血细胞分析', 'lab', 20],
].map(([code, name, category, fee]) => ({
  code: String(code),
  name: String(name),
  category: String(category),
  system: 'exam',
  fee: Number(fee),
}));

/** A standard item that the catalogue does not hold. */
const notListed = { code: 'MR.KNEE', name: '膝关节MR平扫', category: 'imaging', system: 'exam', fee: 480 };

export const itemsLike = (typed: string) => ({
  items: [...items, notListed].filter(({ code, name }) => `${code} ${name}`.toLowerCase().includes(typed.toLowerCase())),
});

export const county = { institutionId: 'i-c1', institutionName: '石门县人民医院' };
export const city = { institutionId: 'i-city', institutionName: '筑城市第一人民医院' };
