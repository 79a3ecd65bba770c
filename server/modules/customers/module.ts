import { defineModule } from '#platform/module'
import { accountRoutes } from './routes.ts'

export const customersModule = defineModule({ name: 'customers', routes: [accountRoutes] })
