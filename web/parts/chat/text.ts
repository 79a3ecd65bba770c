import { useI18n } from '../../kit/i18n/i18n.tsx'
import type en from './messages/en.json'

/** Texts of conversations; every app that shows them loads this catalog beside its own. */
export const useChatText = () => useI18n<Extract<keyof typeof en, string>>()
