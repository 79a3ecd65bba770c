import type { HelpArticle } from '#contract/helpcenter'
import { useQuery } from '@tanstack/react-query'
import { call, type Input } from '../../../kit/call.ts'
import { useAction } from '../../../kit/use-action.ts'
import { ActionTrouble } from '../../../parts/trouble.tsx'
import { Card, CardHead } from '../../../ui/card.tsx'
import { Select } from '../../../ui/select.tsx'
import { categoriesQuery } from '../data.ts'
import { nameIn } from '../name-in.ts'
import { useHelp } from '../text.ts'
import { topics } from '../topics.ts'

const none = '-'
type Topic = (typeof topics)[number]

/** Where an article belongs, and which own matters of a shopper it can answer. */
export function PlaceCard({ article }: { article: HelpArticle }) {
  const { t, locale } = useHelp()
  const categories = useQuery(categoriesQuery).data?.data ?? []
  const change = useAction((input: Pick<Input<'PUT /help-articles/:id'>, 'category' | 'topic'>) =>
    call('PUT /help-articles/:id', { id: article.id, version: article.version, ...input }),
  )
  const mayChange = article.allowed.includes('change')
  return (
    <Card aria-label={t('place.title')}>
      <CardHead title={t('place.title')} />
      <div className="grid gap-4 px-5 pt-2 pb-5">
        {mayChange ? (
          <>
            <Select
              label={t('articles.category')}
              value={article.category?.id ?? none}
              onChange={(id) => void change.run({ category: id === none ? null : id })}
              choices={[
                { id: none, label: t('articles.noCategory') },
                ...categories.map(({ id, names, slug }) => ({ id, label: nameIn(names, locale) ?? slug })),
              ]}
            />
            <div className="grid gap-1.5">
              <Select
                label={t('place.topic')}
                value={article.topic ?? none}
                onChange={(id) => void change.run({ topic: id === none ? null : (id as Topic) })}
                choices={[
                  { id: none, label: t('place.noTopic') },
                  ...topics.map((id) => ({ id, label: t(`topic.${id}`) })),
                ]}
              />
              <p className="text-sm text-soft">{t('place.topicHint')}</p>
            </div>
          </>
        ) : (
          <p className="text-sm text-soft">
            {article.category?.name ?? t('articles.noCategory')}
            {article.topic && ` · ${t(`topic.${article.topic}`)}`}
          </p>
        )}
        <ActionTrouble error={change.error} />
      </div>
    </Card>
  )
}
