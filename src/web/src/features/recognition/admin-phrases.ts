import { recognitionAdmin } from '@/locales/recognition-admin';
import { recognitionRules } from '@/locales/recognition-rules';
import { addPhrases } from '@/shared/i18n/i18n';

addPhrases(recognitionAdmin);
addPhrases(recognitionRules);
