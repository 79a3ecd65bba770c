import { defineModule } from '#platform/module'
import { storeRoutes } from './routes.ts'

export const storesModule = defineModule({ name: 'stores', routes: [storeRoutes] })
