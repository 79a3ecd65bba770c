import { defineModule } from '#platform/module'

export const macrosModule = defineModule({ name: 'macros' })
