import { administration } from '@/locales/administration';
import { addPhrases } from '@/shared/i18n/i18n';

addPhrases(administration);
