const quoted = (cell: string | number) => `"${String(cell).replaceAll('"', '""')}"`;

/** A table that Excel opens in Chinese: UTF-8 with a byte order mark. A cell that would start a formula is kept as text. */
export function csvOf(rows: readonly (readonly (string | number)[])[]): string {
  const safe = (cell: string | number) => (typeof cell === 'string' && /^[=+\-@]/.test(cell) ? `'${cell}` : cell);
  return `\uFEFF${rows.map((row) => row.map((cell) => quoted(safe(cell))).join(',')).join('\r\n')}\r\n`;
}
