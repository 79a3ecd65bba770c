import { machine } from '#platform/machine'
import type { TranslationState } from './tables.ts'

/** What is read of one article in one language. A published one that waits for its next version stays published. */
export const translationStates = machine<TranslationState>()({
  initial: 'draft',
  final: [],
  steps: {
    publish: {
      from: ['draft', 'scheduled', 'published', 'unpublished'],
      to: 'published',
      event: 'article.published',
    },
    schedule: { from: ['draft', 'scheduled', 'unpublished'], to: 'scheduled', event: 'article.scheduled' },
    unschedule: { from: ['scheduled'], to: 'draft', event: 'article.scheduled' },
    unpublish: { from: ['published'], to: 'unpublished', event: 'article.unpublished' },
  },
})
