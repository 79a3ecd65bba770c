import { defineModule } from '#platform/module'
import { reactions } from './reactions.ts'
import { trustRoutes } from './routes.ts'
import { trustPersonal } from './personal.ts'

export const trustModule = defineModule({ name: 'trust', personal: trustPersonal, routes: [trustRoutes], reactions })
