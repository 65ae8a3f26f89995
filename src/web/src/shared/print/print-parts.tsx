import type { ReactNode } from 'react';
import { i18n } from '@/shared/i18n/i18n';
import { formatTime } from '@/shared/time/clinic-time';

export interface PrintedPatient {
  readonly name: string;
  readonly sex?: string;
  readonly age?: number;
  readonly maskedIdNumber?: string;
  readonly phoneMasked?: string;
  readonly address?: string;
}

/** A label with what stands behind it; what is not known stays a line to write on. */
export function Blank({ label, children, wide }: { readonly label: string; readonly children?: ReactNode; readonly wide?: boolean }) {
  return (
    <span className={`blank ${wide ? 'wide' : ''}`}>
      {label}：<u>{children || ' '}</u>
    </span>
  );
}

/** A named field with room for a text. */
export function Field({ label, children }: { readonly label: string; readonly children?: ReactNode }) {
  return (
    <section className="a4-field">
      <h3>{label}：</h3>
      <p>{children || ' '}</p>
    </section>
  );
}

/** The Chinese phrase for a value, whatever the page speaks: a document is always in Chinese. */
export function inChinese(set: string, value: string | undefined): string {
  const key = `${set}.${value}`;
  return value === undefined ? '' : i18n.exists(key, { lng: 'zh' }) ? i18n.t(key, { lng: 'zh' }) : value;
}

/** `2026 年 11 月 22 日`; blanks for a day that is not known. */
export function chineseDay(iso: string | undefined): string {
  const [year, month, day] = formatTime(iso).slice(0, 10).split('-');
  return `${year || '      '} 年 ${month ?? '   '} 月 ${day ?? '   '} 日`;
}
