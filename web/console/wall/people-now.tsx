import type { Presence } from '#contract/routing'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { call } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { ActionTrouble } from '../../parts/trouble.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { useToast } from '../../ui/toasts.tsx'
import { Waited } from '../desk/lists/waited.tsx'
import { Section } from '../story/section.tsx'
import { useConsole } from '../text.ts'
import { WhisperDialog } from './whisper-dialog.tsx'

/** Who helps, how much they hold of what they can, and what it is: opened, taken over, or whispered into. */
export function PeopleNow({ people }: { people: Presence[] }) {
  const { t } = useConsole()
  return (
    <Section title={t('wall.people')} count={people.length}>
      <ul className="divide-y divide-line">
        {people.map((person) => (
          <li key={person.staff.id} className="grid gap-2 px-4 py-3">
            <OnePerson person={person} />
          </li>
        ))}
      </ul>
    </Section>
  )
}

function OnePerson({ person }: { person: Presence }) {
  const { t, format } = useConsole()
  const [isOpen, setOpen] = useState(false)
  const tone = !person.here ? 'neutral' : person.status === 'online' ? 'good' : 'warn'
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="min-w-0 flex-1 basis-40 font-[560]">
          <bdi>{person.staff.name}</bdi>
        </span>
        <Badge tone={tone}>
          {t(person.here || person.status === 'offline' ? `presence.${person.status}` : 'wall.silent')}
        </Badge>
        <Waited since={person.since} quiet />
        <Load load={person.load} capacity={person.capacity} />
        {person.holding.length > 0 && (
          <Button size="small" look="quiet" aria-expanded={isOpen} onPress={() => setOpen(!isOpen)}>
            {t('wall.holds', { count: person.holding.length, n: format.number(person.holding.length) })}
          </Button>
        )}
      </div>
      {isOpen && (
        <ul className="grid gap-2">
          {person.holding.map((held) => (
            <li key={held.contactId} className="rounded-lg bg-sunken px-3 py-2">
              <Held {...held} />
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

function Load({ load, capacity }: { load: number; capacity: number }) {
  const { t, format } = useConsole()
  return (
    <span className="flex items-center gap-2">
      <meter
        aria-label={t('wall.load')}
        min={0}
        max={Math.max(capacity, 1)}
        value={Math.min(load, capacity)}
        className="h-2 w-16"
      />
      <span className="tabular text-sm text-soft">
        {t('wall.loadOf', { load: format.number(load), capacity: format.number(capacity) })}
      </span>
    </span>
  )
}

function Held({ contactId, conversationId, channel }: Presence['holding'][number]) {
  const { t } = useConsole()
  const toast = useToast()
  const [isWhispering, setWhispering] = useState(false)
  const takeOver = useAction(
    (_: null, options) => call('POST /contacts/:id/take-over', { id: contactId }, options),
    () => toast(t('wall.tookOver')),
  )
  return (
    <div className="flex flex-wrap items-center gap-2 text-sm">
      <Badge>{t(`channel.${channel}`)}</Badge>
      <Link to="/desk" search={{ c: conversationId }} className="link min-w-0 flex-1">
        {t('wall.look')}
      </Link>
      <Button size="small" onPress={() => setWhispering(true)}>
        {t('wall.whisper')}
      </Button>
      <Button size="small" isPending={takeOver.isPending} onPress={() => void takeOver.run(null)}>
        {t('wall.takeOver')}
      </Button>
      <ActionTrouble error={takeOver.error} />
      {isWhispering && <WhisperDialog conversationId={conversationId} onClose={() => setWhispering(false)} />}
    </div>
  )
}
