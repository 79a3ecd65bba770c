import { key, staff } from '#platform/auth/who'
import { routes } from '#platform/contract/routes'
import { conduct } from '../contract.ts'
import { flagCustomer } from './flag-customer.ts'
import { liftStep, takeStep } from './take-step.ts'

export const conductRoutes = routes(conduct, {
  'POST /conversations/:id/conduct': { who: [staff('associate')], command: takeStep },
  'DELETE /conduct/:id': { who: [staff('lead')], command: liftStep },
  'PUT /customers/:id/flags/:flag': { who: [staff('associate'), key('conversations:write')], command: flagCustomer },
})
