import { defineModule } from '#platform/module'
import { personRoutes } from './routes.ts'

export const personsModule = defineModule({ name: 'persons', routes: [personRoutes] })
