import type { OrderStory } from '#contract/story'
import { Decisions } from '../../story/decisions.tsx'
import { Section } from '../../story/section.tsx'
import { useConsole } from '../../text.ts'
import { useChangeWords, useRuleWords } from '../../../parts/words.ts'

/** Changes, replacements, mail and the rules' reasons: what is looked up rather than looked at. */
export function OtherMatters({ story }: { story: OrderStory }) {
  const { t, format } = useConsole()
  const rule = useRuleWords()
  const changeWords = useChangeWords()
  const rows = [
    ...story.changes.map((change) => ({
      id: change.id ?? change.kind,
      title: t(`change.kind.${change.kind}`),
      words: changeWords(change),
      at: change.requestedAt,
    })),
    ...story.replacements.map(({ id, state, words, requestedAt }) => ({
      id,
      title: t('change.kind.replacement'),
      words: rule('replacement', { code: state, words }),
      at: requestedAt,
    })),
    ...story.notifications.map(({ id, subject, to, at }) => ({
      id,
      title: subject,
      words: t('story.mailTo', { to }),
      at,
    })),
  ].sort((a, b) => (b.at ?? '').localeCompare(a.at ?? ''))
  return (
    <>
      {rows.length > 0 && (
        <Section title={t('case.other')} count={rows.length}>
          <ul className="divide-y divide-line">
            {rows.map((row) => (
              <li key={row.id} className="grid gap-0.5 px-4 py-2.5 text-sm">
                <span className="font-[560]">{row.title}</span>
                <span className="text-soft">
                  {row.words}
                  {row.at && ` · ${format.moment(row.at)}`}
                </span>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Decisions decisions={story.decisions} />
    </>
  )
}
