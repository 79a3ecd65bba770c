import { defineModule } from '#platform/module'
import { policyRoutes } from './routes.ts'

export const policyModule = defineModule({ name: 'policy', routes: [policyRoutes] })
