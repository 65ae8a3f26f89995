import { centre } from '@/locales/centre';
import { addPhrases } from '@/shared/i18n/i18n';

addPhrases(centre);
