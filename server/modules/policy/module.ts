import { limitsComeFrom } from '#modules/staff'
import { defineModule } from '#platform/module'
import { agentLimits } from './agent-limits.ts'
import { policyRoutes } from './routes.ts'

limitsComeFrom(agentLimits)

export const policyModule = defineModule({ name: 'policy', routes: [policyRoutes] })
