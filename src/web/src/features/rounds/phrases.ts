import { rounds } from '@/locales/rounds';
import { addPhrases } from '@/shared/i18n/i18n';

addPhrases(rounds);
