import { customersModule } from '#modules/customers'
import { ordersModule } from '#modules/orders'
import { policyModule } from '#modules/policy'
import { sellersModule } from '#modules/sellers'
import { staffModule } from '#modules/staff'
import { storesModule } from '#modules/stores'
import type { Module } from '#platform/module'

/** The domain, in the order of `modules.js`: each may use only those above it. */
export const modules: readonly Module[] = [
  storesModule,
  customersModule,
  sellersModule,
  staffModule,
  policyModule,
  ordersModule,
]
