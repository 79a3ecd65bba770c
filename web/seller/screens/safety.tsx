import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { call, type Output } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { ActionTrouble, PageTrouble } from '../../parts/trouble.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Card, CardHead } from '../../ui/card.tsx'
import { CopyText } from '../../ui/copy-text.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { sellerMeQuery, sessionsQuery } from '../data.ts'
import { Page } from '../layout/page.tsx'
import { useSeller } from '../text.ts'
import { CodeForm } from './code-form.tsx'

/** How I sign in: an authenticator app, and the devices on which I am. */
export function Safety() {
  const { t } = useSeller()
  const me = useQuery(sellerMeQuery).data
  return (
    <Page title={t('place./sign-in-safety')}>
      <div className="grid gap-4">
        {me?.member && (me.member.secondFactor ? <Banner tone="good" title={t('safety.enrolled')} /> : <Enroll />)}
        <Devices />
      </div>
    </Page>
  )
}

function Enroll() {
  const { t } = useSeller()
  const [password, setPassword] = useState('')
  const [made, setMade] = useState<Output<'POST /seller/second-factor/enrollment'> | null>(null)
  const begin = useAction(
    (given: string, options) => call('POST /seller/second-factor/enrollment', { password: given }, options),
    setMade,
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void begin.run(password)
  }
  return (
    <Card className="grid max-w-md gap-4 p-5">
      <div>
        <h2 className="text-lg">{t('safety.app')}</h2>
        <p className="text-sm text-soft">{t('safety.appDetail')}</p>
      </div>
      {made ? (
        <>
          <div className="grid justify-items-center gap-3">
            <img
              src={`data:image/svg+xml;utf8,${encodeURIComponent(made.qrSvg)}`}
              alt={t('safety.qr')}
              width="192"
              height="192"
              className="rounded-lg border border-line bg-[#fff] p-2"
            />
            <p className="font-mono text-sm">
              <CopyText text={made.secret} label={t('common.copy')} />
            </p>
          </div>
          <CodeForm
            give={(code, options) => call('POST /seller/second-factor/confirmation', { code }, options)}
            onDone={() => setMade(null)}
            button={t('safety.confirm')}
          />
        </>
      ) : (
        <form noValidate onSubmit={submit} className="grid gap-4">
          <TextField
            label={t('signIn.password')}
            type="password"
            autoComplete="current-password"
            value={password}
            onChange={setPassword}
            isRequired
          />
          <ActionTrouble error={begin.error} />
          <Button type="submit" look="primary" isPending={begin.isPending} isDisabled={!password}>
            {t('safety.begin')}
          </Button>
        </form>
      )}
    </Card>
  )
}

function Devices() {
  const { t, format } = useSeller()
  const sessions = useQuery(sessionsQuery)
  const end = useAction((id: string) => call('DELETE /seller/sessions/:id', { id }))
  return (
    <Card className="pb-2">
      <CardHead title={t('safety.devices')} />
      {sessions.isError && <PageTrouble isPart error={sessions.error} onRetry={() => void sessions.refetch()} />}
      {sessions.isPending && <SkeletonRows rows={2} height="h-12" label={t('common.loading')} />}
      <ActionTrouble error={end.error} />
      <ul className="mt-2 divide-y divide-line">
        {sessions.data?.data.map((session) => (
          <li key={session.id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-5 py-3">
            <span>
              <span className="flex flex-wrap items-center gap-2 font-[560]">
                {session.device}
                {session.current && <Badge tone="good">{t('safety.here')}</Badge>}
              </span>
              <span className="block text-sm text-soft">
                {t('safety.lastSeen', { when: format.fromNow(session.lastSeenAt) })}
              </span>
            </span>
            {!session.current && (
              <Button size="small" isPending={end.isPending} onPress={() => void end.run(session.id)}>
                {t('safety.end')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Card>
  )
}
