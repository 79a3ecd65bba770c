import type { HelpArticle } from '#contract/helpcenter'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import ArrowDown from 'lucide-react/icons/arrow-down'
import ArrowUp from 'lucide-react/icons/arrow-up'
import X from 'lucide-react/icons/x'
import { useDeferredValue, useState } from 'react'
import { call } from '../../../kit/call.ts'
import { useAction } from '../../../kit/use-action.ts'
import { ActionTrouble } from '../../../parts/trouble.tsx'
import { Button } from '../../../ui/button.tsx'
import { Card, CardHead } from '../../../ui/card.tsx'
import { KeyButton } from '../../layout/key-button.tsx'
import { Picker } from '../../layout/picker.tsx'
import { articleTitlesQuery } from '../data.ts'
import { useHelp } from '../text.ts'

const most = 10

/** What to read next, in an order chosen by hand. */
export function RelatedCard({ article }: { article: HelpArticle }) {
  const { t } = useHelp()
  const [isAdding, setAdding] = useState(false)
  const ids = article.related.map(({ id }) => id)
  const change = useAction((related: string[]) =>
    call('PUT /help-articles/:id', { id: article.id, version: article.version, related }),
  )
  const mayChange = article.allowed.includes('change')
  const move = (index: number, by: -1 | 1) => {
    const next = [...ids]
    const [moved] = next.splice(index, 1)
    if (moved) next.splice(index + by, 0, moved)
    void change.run(next)
  }
  return (
    <Card aria-label={t('related.title')}>
      <CardHead title={t('related.title')} detail={ids.length === 0 ? t('related.none') : undefined} />
      <div className="grid gap-2 px-5 pt-2 pb-5">
        <ol className="grid gap-1">
          {article.related.map(({ id, title }, index) => (
            <li key={id} className="flex items-center gap-1">
              <Link
                to="/help/$articleId"
                params={{ articleId: id }}
                search={{}}
                className="link min-w-0 flex-1 text-sm pointer-coarse:py-2.5"
              >
                <bdi>{title}</bdi>
              </Link>
              {mayChange && (
                <>
                  <KeyButton
                    label={t('context.up')}
                    icon={<ArrowUp className="size-4" aria-hidden="true" />}
                    isDisabled={index === 0}
                    onPress={() => move(index, -1)}
                  />
                  <KeyButton
                    label={t('context.down')}
                    icon={<ArrowDown className="size-4" aria-hidden="true" />}
                    isDisabled={index === ids.length - 1}
                    onPress={() => move(index, 1)}
                  />
                  <KeyButton
                    label={t('related.remove', { title })}
                    icon={<X className="size-4" aria-hidden="true" />}
                    onPress={() => void change.run(ids.filter((each) => each !== id))}
                  />
                </>
              )}
            </li>
          ))}
        </ol>
        {mayChange && ids.length < most && (
          <Button size="small" className="justify-self-start" onPress={() => setAdding(true)}>
            {t('related.add')}
          </Button>
        )}
        <ActionTrouble error={change.error} />
      </div>
      {isAdding && (
        <ArticlePicker
          title={t('related.add')}
          without={[article.id, ...ids]}
          onPick={(id) => {
            setAdding(false)
            void change.run([...ids, id])
          }}
          onClose={() => setAdding(false)}
        />
      )}
    </Card>
  )
}

type ArticlePickerProps = {
  title: string
  without: readonly string[]
  onPick: (id: string) => void
  onClose: () => void
}

/** One of all articles by its title. */
export function ArticlePicker({ title, without, onPick, onClose }: ArticlePickerProps) {
  const { t } = useHelp()
  const [q, setQ] = useState('')
  const found = useQuery({ ...articleTitlesQuery(useDeferredValue(q.trim())), placeholderData: (before) => before })
  return (
    <Picker
      title={title}
      label={t('articles.search')}
      empty={t('articles.noneSuch')}
      items={found.data?.data
        .filter(({ id }) => !without.includes(id))
        .map(({ id, title: label, category }) => ({ id, label, detail: category?.name }))}
      onSearch={setQ}
      onPick={onPick}
      onClose={onClose}
    />
  )
}
