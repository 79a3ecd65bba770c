import { defineModule } from '#platform/module'

export const routingModule = defineModule({ name: 'routing' })
