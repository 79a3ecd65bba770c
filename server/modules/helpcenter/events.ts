import { event } from '#platform/events/event'

export const articleDrafted = event<{ articleId: string; locale: string }>('article.drafted')
/** It is read from now on, in this language, at this address. */
export const articlePublished = event<{ articleId: string; locale: string; slug: string; number: number }>(
  'article.published',
)
export const articleScheduled = event<{ articleId: string; locale: string; at: string | null }>('article.scheduled')
export const articleUnpublished = event<{ articleId: string; locale: string }>('article.unpublished')
/** Another place, topic or relation, or out of the lists, or back in them. */
export const articleChanged = event<{ articleId: string; archived: boolean }>('article.changed')
/** Words that mean the same where somebody searches are others now. */
export const synonymsChanged = event<{ locale: string }>('help.synonyms_changed')
/** Somebody who read it said whether it helped. */
export const articleJudged = event<{ articleId: string; locale: string; helped: boolean }>('article.judged')
