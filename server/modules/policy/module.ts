import { defineModule } from '#platform/module'
import { policyRoutes } from './routes.ts'
import { policyPersonal } from './personal.ts'

export const policyModule = defineModule({ name: 'policy', personal: policyPersonal, routes: [policyRoutes] })
