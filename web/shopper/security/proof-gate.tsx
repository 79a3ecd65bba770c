import { useQuery } from '@tanstack/react-query'
import KeyRound from 'lucide-react/icons/key-round'
import { type FormEvent, type ReactNode, useState } from 'react'
import { call, type Input } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { ActionTrouble, PageTrouble } from '../../parts/trouble.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useShopper } from '../text.ts'
import { type Security, securityQuery } from './data.ts'
import { askPasskey, hasPasskeys } from './passkey-browser.ts'

/** Shows what is behind it to whoever proved a moment ago who they are; asks everybody else first. */
export function ProofGate({ children }: { children: (security: Security) => ReactNode }) {
  const { t } = useShopper()
  const security = useQuery(securityQuery)
  if (security.isError) return <PageTrouble isPart error={security.error} onRetry={() => void security.refetch()} />
  if (!security.data) return <SkeletonRows rows={2} height="h-16" label={t('common.loading')} />
  return security.data.proof.fresh ? children(security.data) : <Proof security={security.data} />
}

type Way = Security['proof']['ways'][number]

function Proof({ security }: { security: Security }) {
  const { t } = useShopper()
  const ways = security.proof.ways.filter((way) => way !== 'passkey' || hasPasskeys())
  const typed = ways.filter((way) => way !== 'passkey')
  const [chosen, setWay] = useState<Way | undefined>()
  const way = chosen ?? typed[0]
  const [text, setText] = useState('')
  const [isSent, setSent] = useState(false)
  const send = useAction(
    (_: null, options) => call('POST /me/proof/codes', {}, options),
    () => setSent(true),
  )
  const prove = useAction((input: Input<'POST /me/proof'>, options) => call('POST /me/proof', input, options))
  const byPasskey = useAction(
    async (_: null) => await askPasskey(await call('POST /me/proof/passkey-options', {})),
    async (passkey) => {
      if (passkey) await prove.run({ passkey })
    },
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (way === 'code' && !isSent) void send.run(null)
    else void prove.run(way === 'password' ? { password: text } : { code: text })
  }
  const label = { password: t('proof.password'), code: t('proof.code'), authenticator: t('proof.authenticator') }
  return (
    <Card className="grid gap-5 p-5 sm:p-6" aria-labelledby="proof">
      <div className="grid gap-1.5">
        <h2 id="proof" className="text-lg">
          {t('proof.title')}
        </h2>
        <p className="text-soft">{t('proof.detail')}</p>
      </div>
      <ActionTrouble error={prove.error ?? send.error ?? byPasskey.error} />
      {ways.includes('passkey') && (
        <Button
          look="primary"
          wide
          icon={<KeyRound className="size-4.5" aria-hidden="true" />}
          isPending={byPasskey.isPending}
          onPress={() => void byPasskey.run(null)}
        >
          {t('proof.passkey')}
        </Button>
      )}
      {way && way !== 'passkey' && (
        <form noValidate onSubmit={submit} className="grid gap-4">
          <input type="text" name="username" autoComplete="username" value={security.email ?? ''} hidden readOnly />
          {(way !== 'code' || isSent) && (
            <TextField
              label={label[way]}
              type={way === 'password' ? 'password' : 'text'}
              autoComplete={way === 'password' ? 'current-password' : 'one-time-code'}
              dir={way === 'password' ? undefined : 'ltr'}
              value={text}
              onChange={setText}
              isRequired
            />
          )}
          <Button type="submit" look="primary" isPending={prove.isPending || send.isPending}>
            {way === 'code' && !isSent ? t('proof.sendCode') : t('proof.continue')}
          </Button>
        </form>
      )}
      {typed
        .filter((other) => other !== way)
        .map((other) => (
          <Button
            key={other}
            look="quiet"
            onPress={() => {
              setText('')
              setWay(other)
            }}
          >
            {other === 'code' ? t('proof.sendCode') : label[other as 'password']}
          </Button>
        ))}
    </Card>
  )
}
