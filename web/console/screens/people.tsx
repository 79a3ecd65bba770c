import type { StaffPerson } from '#contract/staff'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { type FormEvent, lazy, Suspense, useState } from 'react'
import { call, type Input } from '../../kit/call.ts'
import { withTexts } from '../../kit/i18n/own-texts.ts'
import { useAction } from '../../kit/use-action.ts'
import { ActionTrouble, PageTrouble } from '../../parts/trouble.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Select } from '../../ui/select.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useToast } from '../../ui/toasts.tsx'
import { peopleQuery, staffMeQuery } from '../data.ts'
import { Page } from '../layout/page.tsx'
import { loadLoginText } from '../logins/text.ts'
import { type Role, roles } from '../roles.ts'
import { useConsole } from '../text.ts'

const PeopleImportDialog = lazy(async () => {
  const file = await withTexts(import('../logins/people-import.tsx'), loadLoginText)
  return { default: file.PeopleImportDialog }
})

/** Who works here and what they may do. */
export function People() {
  const { t } = useConsole()
  const me = useQuery(staffMeQuery).data
  const people = useInfiniteQuery(peopleQuery)
  const [isAdding, setAdding] = useState(false)
  const [isImporting, setImporting] = useState(false)
  const mayChange = me?.role === 'administrator'
  return (
    <Page
      title={t('place./people')}
      detail={t('people.detail')}
      end={
        mayChange && (
          <div className="flex flex-wrap gap-2">
            <Button onPress={() => setImporting(true)}>{t('people.import')}</Button>
            <Button look="primary" onPress={() => setAdding(true)}>
              {t('people.add')}
            </Button>
          </div>
        )
      }
    >
      {people.isError && <PageTrouble isPart error={people.error} onRetry={() => void people.refetch()} />}
      {people.isPending && <SkeletonRows rows={4} height="h-16" label={t('common.loading')} />}
      {people.data && (
        <Card>
          <ul className="divide-y divide-line">
            {people.data.pages
              .flatMap((page) => page.data)
              .map((person) => (
                <PersonRow key={person.id} person={person} mayChange={mayChange && person.id !== me?.id} />
              ))}
          </ul>
        </Card>
      )}
      {isAdding && <AddPerson onClose={() => setAdding(false)} />}
      {isImporting && (
        <Suspense>
          <PeopleImportDialog onClose={() => setImporting(false)} />
        </Suspense>
      )}
    </Page>
  )
}

function PersonRow({ person, mayChange }: { person: StaffPerson; mayChange: boolean }) {
  const { t } = useConsole()
  const change = useAction((input: Input<'PUT /staff/:id'>) => call('PUT /staff/:id', input))
  return (
    <li className="grid gap-2 px-4 py-3.5">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <span className="min-w-0">
          <span className="flex flex-wrap items-center gap-2 font-[580]">
            {person.name}
            {!person.active && <Badge>{t('people.off')}</Badge>}
            {!person.secondFactor && person.active && <Badge tone="warn">{t('people.noSecondFactor')}</Badge>}
          </span>
          <span className="block text-sm text-soft">{person.email}</span>
        </span>
        <span className="flex flex-wrap items-center gap-2">
          {mayChange ? (
            <>
              <Select
                label={t('people.role')}
                quietLabel
                small
                className="w-44"
                value={person.role}
                onChange={(role) => void change.run({ id: person.id, role: role as Role })}
                choices={roles.map((role) => ({ id: role, label: t(`role.${role}`) }))}
              />
              <Button
                size="small"
                isPending={change.isPending}
                onPress={() => void change.run({ id: person.id, active: !person.active })}
              >
                {t(person.active ? 'people.switchOff' : 'people.switchOn')}
              </Button>
            </>
          ) : (
            <span className="text-soft">{t(`role.${person.role}`)}</span>
          )}
        </span>
      </div>
      <ActionTrouble error={change.error} />
    </li>
  )
}

function AddPerson({ onClose }: { onClose: () => void }) {
  const { t } = useConsole()
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<Role>('associate')
  const toast = useToast()
  const add = useAction(
    (input: Input<'POST /staff'>, options) => call('POST /staff', input, options),
    (person) => {
      toast(t('people.added', { email: person.email }))
      onClose()
    },
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void add.run({ name, email, role })
  }
  return (
    <Dialog title={t('people.add')} isOpen onClose={onClose} closeLabel={t('common.close')}>
      <form noValidate onSubmit={submit} className="grid gap-4">
        <TextField label={t('people.name')} value={name} onChange={setName} isRequired autoFocus autoComplete="off" />
        <TextField
          label={t('signIn.email')}
          type="email"
          value={email}
          onChange={setEmail}
          isRequired
          autoComplete="off"
        />
        <Select
          label={t('people.role')}
          value={role}
          onChange={(id) => setRole(id as Role)}
          choices={roles.map((one) => ({ id: one, label: t(`role.${one}`), detail: t(`roleDetail.${one}`) }))}
        />
        <ActionTrouble error={add.error} />
        <Button type="submit" look="primary" isPending={add.isPending}>
          {t('people.invite')}
        </Button>
      </form>
    </Dialog>
  )
}
