import { recognition } from '@/locales/recognition';
import { addPhrases } from '@/shared/i18n/i18n';

addPhrases(recognition);
