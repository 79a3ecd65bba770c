export {
  customerIdsOf,
  customerIdsOfAll,
  findPerson,
  findByReference,
  identityIdsOf,
  provedIdsOf,
  reachableIdsOf,
  findCustomer,
  findCustomers,
  findCustomersByEmail,
  findCustomersByEmails,
  findPaymentMethod,
  paymentMethodsOf,
  type CustomerRecord,
  type PaymentMethodRecord,
} from './queries.ts'
export { upsertCustomers, type CustomerOutcome } from './commands/upsert-customers.ts'
export { ensureCustomers, type NamedCustomer } from './commands/ensure-customers.ts'
export { findCustomersByPhone } from './by-phone.ts'
export { searchCustomers } from './search-customers.ts'
export { findSharedContacts } from './shared-contacts.ts'
export { findMerge, idsBelow, mergesOf } from './merges/queries.ts'
export { joinCustomers, separateCustomers } from './merges/join-customers.ts'
export type { CustomerMergeRow } from './tables.ts'
export { claimEmail } from './commands/claim-email.ts'
export { changeAccount, type AccountChange } from './commands/change-account.ts'
export { accountOf, type Account } from './account.ts'
export { recordContactChange } from './commands/record-contact-change.ts'
export { moveBalance } from './commands/move-balance.ts'
export { pointOfAddresses } from './point-of-addresses.ts'
export { addressesOf, presentMe } from './present-me.ts'
export { orderUrl } from './sign-in/order-link.ts'
export { bindGuestCode, findCodeRequest } from './sign-in/code-requests.ts'
export { storeLogin, storeLoginComesFrom, type StoreLogin } from './sign-in/store-login.ts'
export { endShopperSessions } from './sign-in/end-sessions.ts'
export { openByStoreLogin } from './sign-in/open-by-store-login.ts'
export { mailedLinkUrl, keepMailedLink } from './sign-in/mailed-link-cookie.ts'
export { isFresh, ownSession, waysToProve } from './security/proof.ts'
export { cooldownUntil } from './security/cooldown-until.ts'
export { accountPolicy, type AccountPolicy } from './security/account-policy.ts'
export { findContactChange } from './security/change-email.ts'
export { maskEmail } from './security/mask-email.ts'
export { signOutFor } from './security/sign-out-for.ts'
export { customersModule } from './module.ts'
