import { defineModule } from '#platform/module'
import { personRoutes } from './routes.ts'
import { personsPersonal } from './personal.ts'

export const personsModule = defineModule({ name: 'persons', personal: personsPersonal, routes: [personRoutes] })
