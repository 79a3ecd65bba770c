import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import ChevronLeft from 'lucide-react/icons/chevron-left'
import { useState } from 'react'
import { PageTrouble } from '../../../parts/trouble.tsx'
import { Badge } from '../../../ui/badge.tsx'
import { Card } from '../../../ui/card.tsx'
import { SearchField } from '../../../ui/search-field.tsx'
import { Select } from '../../../ui/select.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { Page } from '../../layout/page.tsx'
import { useConsole } from '../../text.ts'
import { useLanguageName } from '../use-language-name.ts'
import { type Audience, audiences, languages, type Template, templatesQuery } from './data.ts'
import { Preview } from './preview.tsx'

/** Everything that people are told: who gets it, by which ways, and how it looks. Nothing is sent from here. */
export function Notifications() {
  const { t, locale } = useConsole()
  const nameOf = useLanguageName()
  const [language, setLanguage] = useState<string>(languages.find((each) => each === locale) ?? 'en')
  const [wanted, setWanted] = useState('')
  const [chosen, setChosen] = useState<string | null>(null)
  const templates = useQuery(templatesQuery(language))
  const fits = ({ subject, name }: Template) => `${subject} ${name}`.toLowerCase().includes(wanted.trim().toLowerCase())
  const shown = templates.data?.filter(fits)
  const current = chosen ?? templates.data?.[0]?.name ?? null
  return (
    <Page
      wide
      title={t('settings.notifications')}
      detail={
        <>
          <Link
            to="/settings"
            className="link inline-flex min-h-8 items-center gap-0.5 text-sm pointer-coarse:min-h-11"
          >
            <ChevronLeft className="mirror size-4" aria-hidden="true" />
            {t('place./settings')}
          </Link>
          <p>{t('settingsDetail.notifications')}</p>
        </>
      }
    >
      {templates.isError && <PageTrouble isPart error={templates.error} onRetry={() => void templates.refetch()} />}
      <div className="grid items-start gap-5 lg:grid-cols-[20rem_1fr]">
        <div className="grid gap-3">
          <Select
            label={t('tell.language')}
            choices={languages.map((id) => ({ id, label: nameOf(id) }))}
            value={language}
            onChange={setLanguage}
          />
          <SearchField label={t('tell.find')} clearLabel={t('common.clear')} value={wanted} onChange={setWanted} />
          {templates.isPending && <SkeletonRows rows={6} height="h-12" label={t('common.loading')} />}
          {shown && (
            <Card className="max-h-80 overflow-auto lg:max-h-[70dvh]">
              {audiences.map((audience) => (
                <Group
                  key={audience}
                  audience={audience}
                  templates={shown.filter((template) => template.audience === audience)}
                  current={current}
                  language={language}
                  onChoose={setChosen}
                />
              ))}
              {shown.length === 0 && <p className="px-4 py-6 text-soft">{t('tell.none')}</p>}
            </Card>
          )}
        </div>
        {current && <Preview name={current} language={language} />}
      </div>
    </Page>
  )
}

function Group({
  audience,
  templates,
  current,
  language,
  onChoose,
}: {
  audience: Audience
  templates: Template[]
  current: string | null
  language: string
  onChoose: (name: string) => void
}) {
  const { t } = useConsole()
  if (templates.length === 0) return null
  return (
    <section aria-label={t(`tell.to.${audience}`)}>
      <h2 className="sticky top-0 border-b border-line bg-sunken px-4 py-1.5 text-sm text-soft">
        {t(`tell.to.${audience}`)}
      </h2>
      <ul className="divide-y divide-line">
        {templates.map(({ name, subject, channels }) => (
          <li key={name}>
            <button
              type="button"
              aria-pressed={name === current}
              onClick={() => onChoose(name)}
              className="grid min-h-11 w-full gap-1 px-4 py-2 text-start hover:bg-canvas aria-pressed:bg-accent-wash"
            >
              <span lang={language} dir="auto" className="line-clamp-2 text-sm">
                {subject}
              </span>
              <span className="flex flex-wrap gap-1">
                {channels.map((channel) => (
                  <Badge key={channel}>{t(`tell.by.${channel}`)}</Badge>
                ))}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
