import { defineModule } from '#platform/module'
import { storeRoutes } from './routes.ts'
import { storesPersonal } from './personal.ts'

export const storesModule = defineModule({ name: 'stores', personal: storesPersonal, routes: [storeRoutes] })
