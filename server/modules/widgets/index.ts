import { defineModule } from '#platform/module'

export const widgetsModule = defineModule({ name: 'widgets' })
