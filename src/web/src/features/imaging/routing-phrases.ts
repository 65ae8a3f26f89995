import { routing } from '@/locales/routing';
import { sends } from '@/locales/sends';
import { addPhrases } from '@/shared/i18n/i18n';

addPhrases(sends);
addPhrases(routing);
