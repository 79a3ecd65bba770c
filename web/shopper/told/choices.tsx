import { useQuery, useQueryClient } from '@tanstack/react-query'
import { call, type Input } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { ActionTrouble, PageTrouble } from '../../parts/trouble.tsx'
import { preferServerWords } from '../../parts/words.ts'
import { Card, CardHead } from '../../ui/card.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { BrowserPushes } from './browser-pushes.tsx'
import { type Choices, choicesQuery } from './data.ts'
import { useShopper } from '../text.ts'
import { Texts } from './texts.tsx'
import { Tick } from './tick.tsx'

type Topic = Choices['topics'][number]
type Choice = Input<'PUT /me/notifications'>['topics'][number]

const channels = ['email', 'app', 'push', 'sms'] as const

/** What I want to hear about, and by which ways; what is about money or my account always comes. */
export function ToldChoices() {
  const { t } = useShopper()
  const choices = useQuery(choicesQuery)
  const queries = useQueryClient()
  const keep = (answer: Choices) => void queries.setQueryData(choicesQuery.queryKey, answer)
  const choose = useAction((choice: Choice) => call('PUT /me/notifications', { topics: [choice] }), keep)
  const { data } = choices
  return (
    <Card id="told">
      <CardHead title={t('told.title')} detail={t('told.detail')} />
      <div className="px-5 pt-2 pb-5">
        {choices.isPending && <SkeletonRows rows={3} height="h-12" label={t('common.loading')} />}
        {choices.isError && <PageTrouble isPart error={choices.error} onRetry={() => void choices.refetch()} />}
        {data && (
          <>
            <div
              aria-hidden="true"
              className="hidden grid-cols-[1fr_repeat(4,4.5rem)] gap-x-1 border-b border-line pb-1.5 text-center text-sm text-soft sm:grid"
            >
              <span className="text-start">{t('told.about')}</span>
              {channels.map((channel) => (
                <span key={channel}>{t(`told.${channel}`)}</span>
              ))}
            </div>
            <ul className="divide-y divide-line">
              {data.topics.map((topic) => (
                <TopicRow
                  key={topic.topic}
                  topic={topic}
                  dailyAt={data.dailyAt}
                  onChoose={(choice) => void choose.run({ topic: topic.topic, ...choice })}
                />
              ))}
            </ul>
            <ActionTrouble error={choose.error} />
            <BrowserPushes push={data.push} onChange={keep} />
            <Texts
              sms={data.sms}
              hasChosen={data.topics.some(({ channels: ways }) =>
                ways.some(({ channel, wanted }) => channel === 'sms' && wanted),
              )}
              onChange={keep}
            />
            {(data.push.available || data.sms.available) && (
              <p className="mt-4 text-sm text-soft">
                {t('told.quiet', {
                  ...data.quiet,
                  zone: data.quiet.zone.split('/').at(-1)?.replaceAll('_', ' ') ?? '',
                })}
              </p>
            )}
          </>
        )}
      </div>
    </Card>
  )
}

function TopicRow({
  topic,
  dailyAt,
  onChoose,
}: {
  topic: Topic
  dailyAt: string
  onChoose: (choice: Omit<Choice, 'topic'>) => void
}) {
  const { t, has, locale } = useShopper()
  const key = `topic.${topic.topic}`
  const words = has(key) ? t(key) : preferServerWords(locale, topic.words, null)
  const daily = topic.channels.find(({ channel }) => channel === 'email')
  return (
    <li className="py-2.5">
      <fieldset className="grid gap-x-1 sm:grid-cols-[1fr_repeat(4,4.5rem)] sm:items-center">
        <legend className="sr-only">{words}</legend>
        <p aria-hidden="true" className="font-[520]">
          {words}
        </p>
        <div className="-ms-2 flex flex-wrap gap-x-1 sm:contents">
          {channels.map((channel) => {
            const way = topic.channels.find((each) => each.channel === channel)
            if (!way) return <span key={channel} className="hidden sm:block" />
            return (
              <Tick
                key={channel}
                isSelected={way.wanted}
                isDisabled={way.always}
                label={t(`told.${channel}`)}
                fullLabel={`${words}: ${t(`told.${channel}`)}${way.always ? `, ${t('told.always')}` : ''}`}
                onChange={(wanted) => onChoose({ channel, wanted })}
              />
            )
          })}
        </div>
        {daily?.daily !== null && daily?.wanted && (
          <div className="text-sm sm:col-span-5">
            <Checkbox isSelected={daily.daily} onChange={(each) => onChoose({ daily: each })}>
              {t('told.daily', { time: dailyAt })}
            </Checkbox>
          </div>
        )}
      </fieldset>
    </li>
  )
}
