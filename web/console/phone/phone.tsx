import { queryOptions, useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { call, type Output } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { ActionTrouble, PageTrouble } from '../../parts/trouble.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { CopyText } from '../../ui/copy-text.tsx'
import { Select } from '../../ui/select.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { staffMeQuery } from '../data.ts'
import { Page } from '../layout/page.tsx'
import { reaches } from '../roles.ts'
import { ownPhoneQuery } from '../desk/call/own-phone.tsx'
import { useConsole } from '../text.ts'
import { ToldOnce } from '../told-once.tsx'

type DeskPhone = NonNullable<Output<'GET /desk-phone'>['deskPhone']>
type Made = Output<'POST /desk-phone'>

const lookMs = 3_000

const deskPhoneQuery = queryOptions({
  queryKey: ['desk-phone'],
  queryFn: ({ signal }) => call('GET /desk-phone', {}, { signal }),
  refetchInterval: lookMs,
})

const phoneLineQuery = queryOptions({
  queryKey: ['phone-line'],
  queryFn: ({ signal }) => call('GET /phone-line', {}, { signal }),
  refetchInterval: lookMs,
})

/** My phone: whether it can ring, and with what it signs in. For those who look after it, the line as well. */
export function PhonePage() {
  const { t } = useConsole()
  const role = useQuery(staffMeQuery).data?.role
  const mine = useQuery(deskPhoneQuery)
  return (
    <Page title={t('place./phone')} detail={t('phone.detail')}>
      <div className="grid gap-4">
        {mine.isError && <PageTrouble isPart error={mine.error} onRetry={() => void mine.refetch()} />}
        {mine.isPending && <SkeletonRows rows={1} height="h-40" label={t('common.loading')} />}
        {mine.data?.deskPhone && <WhereItRings />}
        {mine.data && (mine.data.deskPhone ? <MyDeskPhone phone={mine.data.deskPhone} /> : <NoDeskPhone />)}
        <Headset />
        {reaches(role, 'supervisor') && <Line />}
      </div>
    </Page>
  )
}

const HeadsetCheck = lazy(async () => ({ default: (await import('../desk/call/headset-check.tsx')).HeadsetCheck }))

/** For calls in the browser: whether I am heard and hear, before somebody waits for me. */
function Headset() {
  const { t } = useConsole()
  const [isOpen, setOpen] = useState(false)
  return (
    <Card className="grid justify-items-start gap-3 p-5">
      <h2 className="text-lg">{t('phone.yourHeadset')}</h2>
      <p className="text-soft">{t('phone.headsetTest')}</p>
      <Button aria-haspopup="dialog" onPress={() => setOpen(true)}>
        {t('headset.check')}
      </Button>
      {isOpen && (
        <Suspense>
          <HeadsetCheck onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </Card>
  )
}

function NoDeskPhone() {
  const { t } = useConsole()
  return <Card className="p-5 text-soft">{t('phone.none')}</Card>
}

const places = ['open', 'desk', 'browser'] as const

/** At the desk phone, or on a headset in the browser. A number or another address is said in the menu. */
function WhereItRings() {
  const { t } = useConsole()
  const { data, refetch } = useQuery(ownPhoneQuery)
  const save = useAction(
    (address: string | null, options) => call('PUT /own-phone', { address }, options),
    () => void refetch(),
  )
  if (!data) return null
  const { address } = data
  const chosen = places.find((place) => place === (address ?? 'open')) ?? null
  return (
    <Card className="grid gap-3 p-5">
      <Select
        label={t('phone.where')}
        placeholder={address ?? ''}
        choices={places.map((place) => ({ id: place, label: t(`phone.at.${place}`) }))}
        value={chosen}
        onChange={(place) => void save.run(place === 'open' ? null : place)}
      />
      <p className="text-soft">{t('phone.headset')}</p>
      <ActionTrouble error={save.error} />
    </Card>
  )
}

function MyDeskPhone({ phone }: { phone: DeskPhone }) {
  const { t, format } = useConsole()
  const [made, setMade] = useState<Made | null>(null)
  const make = useAction((_: null, options) => call('POST /desk-phone', {}, options), setMade)
  return (
    <Card className="grid gap-4 p-5">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 className="text-lg">{t('phone.mine')}</h2>
        <p role="status">
          <Badge tone={phone.signedIn ? 'good' : 'warn'}>
            {t(phone.signedIn ? 'phone.signedIn' : 'phone.notSignedIn')}
          </Badge>
        </p>
      </div>
      <p>{t(phone.signedIn ? 'phone.rings' : phone.madeAt ? 'phone.silent' : 'phone.first')}</p>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] items-baseline gap-x-4 text-[0.9375rem]">
        <Fact name={t('phone.server')} text={phone.server} />
        <Fact name={t('phone.account')} text={phone.account} />
        <Fact name={t('phone.realm')} text={phone.realm} />
      </dl>
      <div className="grid gap-1">
        <h3 className="text-base">{t('phone.how')}</h3>
        <p className="text-soft">{t('phone.howAny')}</p>
      </div>
      <div className="flex flex-wrap items-center gap-3">
        <Button
          look={phone.madeAt ? 'secondary' : 'primary'}
          isPending={make.isPending}
          onPress={() => void make.run(null)}
        >
          {t(phone.madeAt ? 'phone.newPassword' : 'phone.password')}
        </Button>
        {phone.madeAt && (
          <span className="text-sm text-soft">{t('phone.madeAt', { when: format.shortDate(phone.madeAt) })}</span>
        )}
      </div>
      <ActionTrouble error={make.error} />
      {made && <PasswordDialog made={made} onClose={() => setMade(null)} />}
    </Card>
  )
}

function Fact({ name, text }: { name: string; text: string }) {
  return (
    <>
      <dt className="text-soft">{name}</dt>
      <dd className="min-w-0">
        <CopyText text={text} label={name} />
      </dd>
    </>
  )
}

function PasswordDialog({ made, onClose }: { made: Made; onClose: () => void }) {
  const { t } = useConsole()
  const { server, account, password } = made
  const baresip = `<sip:${account}@${server}>;auth_user=${account};auth_pass=${password};regint=60`
  return (
    <ToldOnce
      title={t('phone.password')}
      secret={password}
      label={t('phone.password')}
      note={t('phone.onlyOne')}
      onClose={onClose}
    >
      <div>
        <p className="text-sm text-soft">{t('phone.baresip')}</p>
        <p className="rounded-lg bg-sunken px-4 py-3 font-mono text-xs break-all" dir="ltr">
          <CopyText text={baresip} label={t('phone.baresip')} />
        </p>
      </div>
    </ToldOnce>
  )
}

const tones = { ok: 'good', degraded: 'warn', down: 'bad' } as const

function Line() {
  const { t, has, format } = useConsole()
  const line = useQuery(phoneLineQuery).data?.line
  if (!line) return null
  const through = `phone.through.${line.through}`
  return (
    <Card className="grid gap-3 p-5">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 className="text-lg">{t('phone.line')}</h2>
        <p role="status">
          <Badge tone={tones[line.state]}>{t(`phone.state.${line.state}`)}</Badge>
        </p>
      </div>
      <p>
        {has(through) && t(through)}{' '}
        <span lang="en" title={format.exact(line.since)}>
          {line.detail}
        </span>
      </p>
      {line.through === 'sip' && (
        <p className="text-soft">
          {line.signedIn.length > 0
            ? t('phone.phones', { names: format.list(line.signedIn.map(({ id, name }) => name || id)) })
            : t('phone.noPhones')}
        </p>
      )}
    </Card>
  )
}
