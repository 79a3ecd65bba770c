import { Link, useSearch } from '@tanstack/react-router'
import { useQuery } from '@tanstack/react-query'
import { classes } from '../../ui/classes.ts'
import { staffMeQuery } from '../data.ts'
import { Page } from '../layout/page.tsx'
import { reaches } from '../roles.ts'
import { useConsole } from '../text.ts'
import { Audit } from './audit.tsx'
import { DayFigures } from './day-figures.tsx'
import { Samples } from './samples.tsx'

const parts = ['day', 'samples', 'audit'] as const

/** What the day was like, conversations to read and score, and who did what. */
export function Insights() {
  const { t } = useConsole()
  const me = useQuery(staffMeQuery).data
  const sees = reaches(me?.role, 'supervisor')
  const open = parts.filter((part) => part === 'samples' || sees)
  const chosen = useSearch({ from: '/inside/insights' }).part
  const part = chosen && open.includes(chosen) ? chosen : open[0]
  return (
    <Page title={t('place./insights')} detail={t('insights.detail')}>
      <nav aria-label={t('insights.parts')} className="mb-5 flex flex-wrap gap-1.5">
        {open.map((name) => (
          <Link
            key={name}
            to="/insights"
            search={{ part: name }}
            aria-current={name === part ? 'page' : undefined}
            className={classes(
              'inline-flex min-h-10 items-center rounded-md px-3 font-[560] no-underline',
              name === part ? 'bg-accent-wash text-accent-ink' : 'text-soft hover:bg-sunken hover:text-ink',
            )}
          >
            {t(`insights.part.${name}`)}
          </Link>
        ))}
      </nav>
      {part === 'day' && <DayFigures />}
      {part === 'samples' && <Samples />}
      {part === 'audit' && <Audit />}
    </Page>
  )
}
