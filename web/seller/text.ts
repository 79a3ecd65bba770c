import { useI18n } from '../kit/i18n/i18n.tsx'
import type parts from '../parts/messages/en.json'
import type en from './messages/en.json'

/** Texts of the seller portal. */
export const useSeller = () => useI18n<Extract<keyof typeof en | keyof typeof parts, string>>()
