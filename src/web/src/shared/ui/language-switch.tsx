import { Segmented } from 'antd';
import { type Language, switchLanguage, useText } from '@/shared/i18n/i18n';

export function LanguageSwitch() {
  const { language } = useText();
  return (
    <Segmented<Language>
      size="small"
      aria-label="语言 / Language"
      value={language}
      onChange={switchLanguage}
      options={[
        { label: '中文', value: 'zh' },
        { label: 'English', value: 'en' },
      ]}
    />
  );
}
