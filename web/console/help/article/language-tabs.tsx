import type { HelpArticle } from '#contract/helpcenter'
import Plus from 'lucide-react/icons/plus'
import type { ReactNode } from 'react'
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components/Tabs'
import { Badge } from '../../../ui/badge.tsx'
import { Menu } from '../../../ui/menu.tsx'
import { TriggerButton } from '../../../ui/trigger-button.tsx'
import { useLanguageName } from '../../settings/use-language-name.ts'
import { helpLocales } from '../locales.ts'
import { useHelp } from '../text.ts'

type LanguageTabsProps = {
  article: HelpArticle
  locale: string
  onChoose: (locale: string) => void
  children: ReactNode
}

/** Each language with where it stands, and more of them. */
export function LanguageTabs({ article, locale, onChoose, children }: LanguageTabsProps) {
  const { t } = useHelp()
  const languageName = useLanguageName()
  const written = article.translations.map((each) => each.locale)
  const shown = [...new Set(['en', ...written, locale])]
  const more = helpLocales.filter((each) => !shown.includes(each))
  return (
    <Tabs selectedKey={locale} onSelectionChange={(key) => onChoose(String(key))}>
      <div className="mb-5 flex flex-wrap items-end gap-x-2 border-b border-line">
        <TabList aria-label={t('language.tabs')} className="flex flex-wrap gap-1">
          {shown.map((each) => {
            const one = article.translations.find((translation) => translation.locale === each)
            const state = !one ? 'missing' : one.scheduledAt ? 'scheduled' : one.state
            return (
              <Tab
                key={each}
                id={each}
                className="-mb-px flex min-h-11 cursor-pointer items-center gap-2 border-b-2 border-transparent px-3 font-[560] text-soft data-hovered:text-ink data-selected:border-accent data-selected:text-ink"
              >
                {languageName(each)}
                <Badge
                  tone={
                    state === 'published' ? (one?.draft ? 'warn' : 'good') : state === 'scheduled' ? 'note' : 'neutral'
                  }
                >
                  {t(state === 'published' && one?.draft ? 'articleState.changed' : `articleState.${state}`)}
                </Badge>
              </Tab>
            )
          })}
        </TabList>
        {article.allowed.includes('draft') && (
          <Menu
            label={t('language.add')}
            choices={more.map((id) => ({ id, label: languageName(id), onAction: () => onChoose(id) }))}
          >
            <TriggerButton look="quiet" size="small" className="mb-1">
              <Plus className="size-4" aria-hidden="true" />
              {t('language.add')}
            </TriggerButton>
          </Menu>
        )}
      </div>
      <TabPanel id={locale} className="outline-none">
        {children}
      </TabPanel>
    </Tabs>
  )
}
