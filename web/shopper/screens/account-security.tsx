import type { Me } from '#contract/customers'
import { useQuery } from '@tanstack/react-query'
import Monitor from 'lucide-react/icons/monitor'
import { type FormEvent, useState } from 'react'
import { call, type Input } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { ActionTrouble, useTroubleWords } from '../../parts/trouble.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Card, CardHead } from '../../ui/card.tsx'
import { Disclosure } from '../../ui/disclosure.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useToast } from '../../ui/toasts.tsx'
import { sessionsQuery } from '../data.ts'
import { useShopper } from '../text.ts'

/** Where I am signed in, and a password for those who want one. */
export function Security({ me }: { me: Me }) {
  const { t } = useShopper()
  return (
    <Card>
      <CardHead title={t('account.security')} detail={t('account.securityDetail')} />
      <div className="grid gap-4 px-5 pt-4 pb-5">
        <Devices />
        <div className="overflow-hidden rounded-lg border border-line">
          <Disclosure title={t(me.hasPassword ? 'account.changePassword' : 'account.setPassword')}>
            <Password hasPassword={me.hasPassword} />
          </Disclosure>
        </div>
      </div>
    </Card>
  )
}

function Devices() {
  const { t, format } = useShopper()
  const sessions = useQuery(sessionsQuery)
  const end = useAction((id: string) => call('DELETE /me/sessions/:id', { id }))
  if (sessions.isPending) return <SkeletonRows rows={2} height="h-14" label={t('common.loading')} />
  return (
    <ul className="grid gap-1">
      {sessions.data?.data.map((session) => (
        <li key={session.id} className="flex flex-wrap items-center justify-between gap-3 py-1.5">
          <span className="flex min-w-0 items-center gap-3">
            <Monitor className="size-5 shrink-0 text-faint" aria-hidden="true" />
            <span className="min-w-0">
              <span className="block truncate font-[520]">{session.device}</span>
              <span className="text-sm text-soft">
                {t('account.lastSeen', { when: format.fromNow(session.lastSeenAt ?? session.createdAt) })}
              </span>
            </span>
          </span>
          {session.current ? (
            <Badge tone="good">{t('account.thisDevice')}</Badge>
          ) : (
            <Button size="small" isDisabled={end.isPending} onPress={() => void end.run(session.id)}>
              {t('account.signOutDevice')}
            </Button>
          )}
        </li>
      ))}
      <ActionTrouble error={end.error ?? sessions.error} />
    </ul>
  )
}

function Password({ hasPassword }: { hasPassword: boolean }) {
  const { t } = useShopper()
  const words = useTroubleWords()
  const [current, setCurrent] = useState('')
  const [password, setPassword] = useState('')
  const toast = useToast()
  const save = useAction(
    (input: Input<'PUT /me/password'>) => call('PUT /me/password', input),
    () => {
      setCurrent('')
      setPassword('')
      toast(t('account.passwordSaved'))
    },
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void save.run({ password, ...(hasPassword ? { current } : {}) })
  }
  const isCurrentWrong = save.error?.code === 'password_wrong'
  return (
    <form noValidate onSubmit={submit} className="grid max-w-sm gap-4">
      <input type="text" name="username" autoComplete="username" hidden readOnly />
      {hasPassword && (
        <TextField
          label={t('account.currentPassword')}
          type="password"
          autoComplete="current-password"
          value={current}
          onChange={setCurrent}
          isRequired
          problem={isCurrentWrong && save.error ? words(save.error) : null}
        />
      )}
      <TextField
        label={t('account.newPassword')}
        hint={t('account.passwordHint')}
        type="password"
        autoComplete="new-password"
        value={password}
        onChange={setPassword}
        isRequired
        problem={save.error && !isCurrentWrong ? words(save.error) : null}
      />
      <Button type="submit" look="primary" isPending={save.isPending} isDisabled={password.length === 0}>
        {t('common.save')}
      </Button>
    </form>
  )
}
