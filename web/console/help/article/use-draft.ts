import type { HelpArticle } from '#contract/helpcenter'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { articleQuery } from '../data.ts'
import { DraftKeeper, type DraftView } from './draft-keeper.ts'

export type Draft = DraftView & { keeper: DraftKeeper }

/** The draft of an article in one language, as it is now and with what keeps it. */
export function useDraft(article: HelpArticle, locale: string): Draft {
  const queries = useQueryClient()
  const { queryKey } = articleQuery(article.id)
  const [keeper] = useState(
    () =>
      new DraftKeeper(
        article,
        locale,
        (answer) => {
          queries.setQueryData(queryKey, answer)
          void queries.invalidateQueries({ queryKey: ['help', 'articles'] })
        },
        () => queries.invalidateQueries({ queryKey }),
      ),
  )
  const view = useSyncExternalStore(keeper.subscribe, keeper.view)
  const translation = article.translations.find((each) => each.locale === locale)
  useEffect(() => keeper.meet(translation), [keeper, translation])
  // What was left unsaved by an earlier page goes on its way at once, and nothing stays behind with this one.
  useEffect(() => {
    void keeper.save()
    return () => void keeper.save()
  }, [keeper])
  useEffect(() => {
    const leave = (event: BeforeUnloadEvent) => {
      if (!keeper.isUnsaved) return
      void keeper.save()
      event.preventDefault()
    }
    addEventListener('beforeunload', leave)
    return () => removeEventListener('beforeunload', leave)
  }, [keeper])
  return useMemo(() => ({ ...view, keeper }), [view, keeper])
}
