import { defineModule } from '#platform/module'

export const clocksModule = defineModule({ name: 'clocks' })
