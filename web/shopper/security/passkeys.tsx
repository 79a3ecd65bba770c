import KeyRound from 'lucide-react/icons/key-round'
import { type FormEvent, useState } from 'react'
import { call, type Output } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { ActionTrouble } from '../../parts/trouble.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useToast } from '../../ui/toasts.tsx'
import { useShopper } from '../text.ts'
import { PartFrame } from './part-frame.tsx'
import { hasPasskeys, makePasskey } from './passkey-browser.ts'
import { ProofGate } from './proof-gate.tsx'

type Passkey = Output<'GET /me/security'>['passkeys'][number]

/** Passkeys: made in this browser, named, removed. */
export function Passkeys() {
  const { t } = useShopper()
  return (
    <PartFrame title={t('security.passkeys')} detail={t('passkey.detail')}>
      <ProofGate>
        {({ passkeys }) => (
          <>
            {passkeys.length > 0 && (
              <Card>
                <ul className="divide-y divide-line">
                  {passkeys.map((passkey) => (
                    <OnePasskey key={passkey.id} passkey={passkey} />
                  ))}
                </ul>
              </Card>
            )}
            {hasPasskeys() ? <NewPasskey /> : <p className="text-soft">{t('passkey.unable')}</p>}
          </>
        )}
      </ProofGate>
    </PartFrame>
  )
}

function NewPasskey() {
  const { t } = useShopper()
  const toast = useToast()
  const [name, setName] = useState('')
  const [isStopped, setStopped] = useState(false)
  const add = useAction(async (wanted: string) => {
    const passkey = await makePasskey(await call('POST /me/passkeys/options', {}))
    setStopped(passkey === null)
    if (!passkey) return
    await call('POST /me/passkeys', { name: wanted, passkey })
    setName('')
    toast(t('passkey.added'))
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void add.run(name.trim())
  }
  return (
    <Card className="p-5 sm:p-6">
      <form noValidate onSubmit={submit} className="grid gap-4">
        <TextField
          label={t('passkey.name')}
          hint={t('passkey.nameHint')}
          value={name}
          onChange={setName}
          maxLength={60}
        />
        <ActionTrouble error={add.error} />
        {isStopped && (
          <p role="status" className="text-soft">
            {t('passkey.stopped')}
          </p>
        )}
        <Button type="submit" look="primary" isPending={add.isPending}>
          {t('passkey.add')}
        </Button>
      </form>
    </Card>
  )
}

function OnePasskey({ passkey }: { passkey: Passkey }) {
  const { t, format } = useShopper()
  const toast = useToast()
  const [name, setName] = useState<string | null>(null)
  const rename = useAction(
    (wanted: string) => call('PUT /me/passkeys/:id', { id: passkey.id, name: wanted }),
    () => setName(null),
  )
  const remove = useAction(
    (id: string) => call('DELETE /me/passkeys/:id', { id }),
    () => toast(t('passkey.removed')),
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (name?.trim()) void rename.run(name.trim())
  }
  return (
    <li className="grid gap-2 px-5 py-4">
      <span className="flex items-start gap-3">
        <KeyRound className="mt-0.5 size-5 shrink-0 text-faint" aria-hidden="true" />
        <span className="min-w-0">
          <bdi className="block font-[560] break-words">{passkey.name}</bdi>
          <span className="text-sm text-soft">
            {passkey.lastUsedAt
              ? t('passkey.used', { when: format.fromNow(passkey.lastUsedAt) })
              : t('passkey.since', { when: format.fromNow(passkey.createdAt) })}
          </span>
        </span>
      </span>
      {name === null ? (
        <span className="-ms-3 flex gap-1">
          <Button look="quiet" size="small" onPress={() => setName(passkey.name)}>
            {t('passkey.rename')}
          </Button>
          <Button look="quiet" size="small" isPending={remove.isPending} onPress={() => void remove.run(passkey.id)}>
            {t('common.remove')}
          </Button>
        </span>
      ) : (
        <form noValidate onSubmit={submit} className="grid gap-3">
          <TextField label={t('passkey.name')} value={name} onChange={setName} maxLength={60} autoFocus />
          <Button type="submit" isPending={rename.isPending}>
            {t('common.save')}
          </Button>
        </form>
      )}
      <ActionTrouble error={rename.error ?? remove.error} />
    </li>
  )
}
