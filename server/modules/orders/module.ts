import { defineModule } from '#platform/module'

export const ordersModule = defineModule({ name: 'orders' })
