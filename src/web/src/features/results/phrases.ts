import { results } from '@/locales/results';
import { addPhrases } from '@/shared/i18n/i18n';

addPhrases(results);
