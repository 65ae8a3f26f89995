import { recognitionAdmin } from '@/locales/recognition-admin';
import { addPhrases } from '@/shared/i18n/i18n';

addPhrases(recognitionAdmin);
