import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { ActionTrouble } from '../../../parts/trouble.tsx'
import { Badge } from '../../../ui/badge.tsx'
import { CallError } from '../../../kit/call.ts'
import { cameFromQuery } from '../../desk/data.ts'
import { Picker } from '../../layout/picker.tsx'
import { useLanguageName } from '../../settings/use-language-name.ts'
import { useConsole } from '../../text.ts'
import { foundQuery, pageQuery, type SearchHit } from '../data.ts'
import { useHelp } from '../text.ts'
import { plainWords } from './plain-words.ts'

/** As much of a question as a search reads. */
const asks = 300

type ReplyArticleProps = {
  conversation: string
  /** What the shopper asked, in their words: what fits it comes first. */
  asked: string
  onPut: (text: string) => void
  onClose: () => void
}

/** A published article for an answer, in the language of whoever wrote: its link, or its words. */
export function ReplyArticle({ conversation, asked, onPut, onClose }: ReplyArticleProps) {
  const { t } = useHelp()
  const languageName = useLanguageName()
  const [q, setQ] = useState('')
  const [chosen, setChosen] = useState<SearchHit | null>(null)
  const locale = useQuery(cameFromQuery(conversation)).data?.locale
  const wanted = useDeferredValue(q.trim()) || asked.trim().slice(0, asks)
  const found = useQuery({ ...foundQuery(wanted, locale), placeholderData: (before) => before })
  const hits = wanted === '' ? [] : found.data?.data
  if (chosen && locale)
    return <LinkOrWords hit={chosen} locale={locale} onPut={onPut} onClose={() => setChosen(null)} />
  return (
    <Picker
      title={t('reply.title')}
      detail={locale && t('reply.detail', { language: languageName(languageOf(locale)) })}
      label={t('reply.find')}
      empty={t(wanted === '' ? 'reply.begin' : 'reply.none')}
      items={hits?.map((hit) => ({
        id: hit.article,
        label: hit.title,
        detail: hit.summary || hit.excerpt.map(({ text }) => text).join(''),
        end: locale && languageOf(hit.locale) !== languageOf(locale) && (
          <Badge>{languageName(languageOf(hit.locale))}</Badge>
        ),
      }))}
      onSearch={setQ}
      onPick={(id) => setChosen(hits?.find(({ article }) => article === id) ?? null)}
      onClose={onClose}
    />
  )
}

type LinkOrWordsProps = {
  hit: SearchHit
  /** The language of whoever is answered; the article is looked for in it, whatever language it was found in. */
  locale: string
  onPut: (text: string) => void
  onClose: () => void
}

/** The second question: where it stands, or what it says. */
function LinkOrWords({ hit, locale, onPut, onClose }: LinkOrWordsProps) {
  const { t } = useHelp()
  const common = useConsole()
  const languageName = useLanguageName()
  const { data: page, error } = useQuery(pageQuery(hit.slug, locale))
  const link = page && `${location.origin}/help/${page.locale}/articles/${page.slug}`
  const words = page && plainWords(page.html)
  const isOther = page && languageOf(page.locale) !== languageOf(locale)
  return (
    <Picker
      title={page?.title ?? hit.title}
      detail={
        isOther && (
          <span className="text-warn">
            {t('reply.onlyIn', {
              language: languageName(languageOf(page.locale)),
              wanted: languageName(languageOf(locale)),
            })}
          </span>
        )
      }
      label={t('reply.how')}
      empty={t('reply.none')}
      items={[
        { id: 'link', label: t('reply.link'), detail: link ?? common.t('common.loading'), isDisabled: !link },
        { id: 'words', label: t('reply.words'), detail: words ?? common.t('common.loading'), isDisabled: !words },
      ]}
      trouble={error instanceof CallError && <ActionTrouble error={error} />}
      onPick={(id) => onPut(id === 'link' ? `${page?.title ?? hit.title}\n${link}` : (words ?? ''))}
      onClose={onClose}
    />
  )
}

function languageOf(locale: string): string {
  return locale.split('-')[0] ?? locale
}
