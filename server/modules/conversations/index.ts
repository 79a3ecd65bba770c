import { defineModule } from '#platform/module'

export const conversationsModule = defineModule({ name: 'conversations' })
