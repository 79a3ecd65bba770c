import type { StoreRecord } from '#modules/stores'
import type { MailAddress } from '#modules/mail'

/** Who a mail is from: the address of the setting MAIL_FROM, or else the store's own, under the store's name. */
export function senderOf(mailFrom: string | undefined, store: Pick<StoreRecord, 'name' | 'supportEmail'>): MailAddress {
  const set = mailFrom ?? (store.supportEmail || 'help@localhost')
  const match = /^\s*(.*?)\s*<([^<>\s]+@[^<>\s]+)>\s*$/.exec(set)
  const address = match?.[2] ?? set.trim()
  const name = store.name || match?.[1]?.replaceAll('"', '')
  return name ? { name, address } : { address }
}
