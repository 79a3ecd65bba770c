import { useI18n } from '../kit/i18n/i18n.tsx'
import type parts from '../parts/messages/en.json'
import type calls from './call/messages/en.json'
import type later from './later/messages/en.json'
import type en from './messages/en.json'
import type payments from './payments/messages/en.json'
import type privacy from './privacy/messages/en.json'
import type safety from './safety/messages/en.json'
import type security from './security/messages/en.json'
import type storeLogin from './store-login/messages/en.json'
import type told from './told/messages/en.json'

/** Texts of the shopper's pages. */
export const useShopper = () =>
  useI18n<
    Extract<
      | keyof typeof en
      | keyof typeof calls
      | keyof typeof later
      | keyof typeof payments
      | keyof typeof privacy
      | keyof typeof safety
      | keyof typeof security
      | keyof typeof storeLogin
      | keyof typeof told
      | keyof typeof parts,
      string
    >
  >()
