import { defineModule } from '#platform/module'
import { ordersPersonal } from './personal.ts'

export const ordersModule = defineModule({ name: 'orders', personal: ordersPersonal })
