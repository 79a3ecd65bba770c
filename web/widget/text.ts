import { useI18n } from '../kit/i18n/i18n.tsx'
import type en from './messages/en.json'

/** Texts of the widget around its conversations. */
export const useWidgetText = () => useI18n<Extract<keyof typeof en, string>>()
