import { defineModule } from '#platform/module'

export const calendarsModule = defineModule({ name: 'calendars' })
