const format = new Intl.NumberFormat('zh-CN', { minimumFractionDigits: 0, maximumFractionDigits: 2 });

/** `¥1,280`, `¥12.5`. */
export const yuan = (value: number): string => `¥${format.format(value)}`;
