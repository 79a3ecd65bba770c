import type { Locale } from '../kit/i18n/locales.ts'
import type { Messages } from '../kit/i18n/messages.ts'

let page: Messages = {}

/** The texts that the page began with; those that only some screens need join them. */
export function keepTexts(messages: Messages): Messages {
  page = messages
  return messages
}

const catalogs = import.meta.glob<{ default: Messages }>(['./*/messages/*.json', '!./reasons/**'])

/** How the words in a folder are loaded, before one of the screens that need them is shown. */
function joining(folder: string) {
  return async (locale: Locale): Promise<void> => {
    Object.assign(page, (await catalogs[`./${folder}/messages/${locale}.json`]?.())?.default)
  }
}

/** The words of calls. */
export const loadCallText = joining('call')
/** The words of everything behind the list of orders, which the first page does without. */
export const loadLaterText = joining('later')
/** The words on what was paid. */
export const loadPaymentText = joining('payments')
/** The words on what is kept of a person. */
export const loadPrivacyText = joining('privacy')
/** The words on reporting, on what hurt someone and on recalls. */
export const loadSafetyText = joining('safety')
/** The words on signing in and looking after it. */
export const loadSecurityText = joining('security')
/** The words on signing in with the store's own account. */
export const loadStoreLoginText = joining('store-login')
/** The words on news and on how they come. */
export const loadToldText = joining('told')
