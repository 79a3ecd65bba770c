import { defineModule } from '#platform/module'

export const surveysModule = defineModule({ name: 'surveys' })
