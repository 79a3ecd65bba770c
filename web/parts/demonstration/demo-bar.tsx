import { useQuery } from '@tanstack/react-query'
import UsersRound from 'lucide-react/icons/users-round'
import { lazy, Suspense, useState } from 'react'
import { call } from '../../kit/call.ts'
import { followClock, now } from '../../kit/clock.ts'
import { useAction } from '../../kit/use-action.ts'
import { useToast } from '../../ui/toasts.tsx'
import { PlainButton } from '../../ui/button.tsx'
import { classes } from '../../ui/classes.ts'
import { useParts } from '../text.ts'
import { ActionTrouble } from '../trouble.tsx'
import { demoPeopleQuery } from './demo-people-query.ts'
import { moveClock } from './move-clock.ts'
import { useRuleWords } from '../words.ts'

const hour = 3_600_000
const leaps = [
  ['hours3', 3 * hour],
  ['day1', 24 * hour],
  ['days3', 72 * hour],
  ['days7', 168 * hour],
] as const

const DemoDialog = lazy(() => import('./demo-dialog.tsx').then((file) => ({ default: file.DemoDialog })))

/** Only in the demonstration store: be somebody else, read its mails, move the clock. */
export function DemoBar({ name, wide }: { name: string | undefined; wide?: boolean }) {
  const { t, rich, format } = useParts()
  const rule = useRuleWords()
  const [choosing, setChoosing] = useState(false)
  const people = useQuery(demoPeopleQuery).data?.data
  const clock = useQuery({
    queryKey: ['demo', 'clock'],
    queryFn: ({ signal }) => call('GET /demo/clock', {}, { signal }),
    refetchInterval: 60_000,
  })
  const toast = useToast()
  const move = useAction(
    (ahead: number, options) => moveClock(new Date(now().getTime() + ahead), options),
    (answer) => {
      followClock(answer.now)
      toast(t('demo.moved', { moment: format.dayAndTime(answer.now) }))
    },
  )
  const person = people?.find((one) => one.name === name)
  return (
    <aside aria-label={t('demo.title')} className="bg-bar text-sm text-on-bar">
      <div className={classes('flex flex-wrap items-center gap-2 px-4 py-1.5 sm:px-6', !wide && 'mx-auto max-w-5xl')}>
        <p className="min-w-0 flex-1 truncate">
          <span className="font-semibold max-sm:sr-only">{t('demo.title')}</span>
          <span className="opacity-80">
            <span className="max-sm:hidden">{' · '}</span>
            {name ? rich('demo.youAre', { name: <bdi>{name}</bdi> }) : t('demo.nobody')}
            {person && (
              <span className="max-sm:hidden">{` · ${rule('demoPerson', { code: person.id, words: person.words })}`}</span>
            )}
          </span>
        </p>
        <a href="/demo/mails" className={barButton}>
          <span aria-hidden="true">{'\u2709\ufe0e'}</span>
          <span className="max-sm:sr-only">{t('demo.mails')}</span>
        </a>
        <PlainButton onPress={() => setChoosing(true)} className={barButton}>
          <UsersRound className="size-4" aria-hidden="true" />
          <span className="max-sm:sr-only">{t('demo.switch')}</span>
        </PlainButton>
        <select
          aria-label={t('demo.clock')}
          value="now"
          disabled={move.isPending}
          onChange={(event) => void move.run(Number(event.target.value))}
          className={barSelect}
        >
          <option value="now">
            {move.isPending ? t('demo.moving') : `◷ ${clock.data ? format.moment(clock.data.now) : t('demo.clock')}`}
          </option>
          {leaps.map(([id, ahead]) => (
            <option key={id} value={ahead} className="bg-surface text-ink">
              {t(`demo.${id}`)}
            </option>
          ))}
        </select>
      </div>
      {move.error && (
        <div className="mx-auto max-w-5xl px-4 pb-2 sm:px-6">
          <ActionTrouble error={move.error} />
        </div>
      )}
      {choosing && (
        <Suspense>
          <DemoDialog onClose={() => setChoosing(false)} />
        </Suspense>
      )}
    </aside>
  )
}

const barSelect =
  'tabular min-h-9 pointer-coarse:min-h-11 max-w-44 rounded-md border border-current/25 bg-transparent px-2 font-[560] text-on-bar hover:bg-current/10'

const barButton =
  'text-on-bar no-underline inline-flex min-h-9 pointer-coarse:min-h-11 items-center gap-2 rounded-md px-3 font-[560] border border-current/25 hover:bg-current/10'
