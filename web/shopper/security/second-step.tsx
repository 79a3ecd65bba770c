import { type FormEvent, useState } from 'react'
import { call, type Output } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { ActionTrouble, useTroubleWords } from '../../parts/trouble.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { CodeField } from '../../ui/code-field.tsx'
import { useToast } from '../../ui/toasts.tsx'
import { useShopper } from '../text.ts'
import type { Security } from './data.ts'
import { PartFrame } from './part-frame.tsx'
import { ProofGate } from './proof-gate.tsx'
import { RecoveryCodes } from './recovery-codes.tsx'

/** A code of an app beside the password: switched on, with recovery codes, and off. */
export function SecondStep() {
  const { t } = useShopper()
  const [codes, setCodes] = useState<string[] | null>(null)
  return (
    <PartFrame title={t('security.second')} detail={codes ? undefined : t('second.detail')}>
      {codes ? (
        <RecoveryCodes codes={codes} onDone={() => setCodes(null)} />
      ) : (
        <ProofGate>
          {({ secondFactor }) =>
            secondFactor.on ? <IsOn secondFactor={secondFactor} onCodes={setCodes} /> : <SwitchOn onCodes={setCodes} />
          }
        </ProofGate>
      )}
    </PartFrame>
  )
}

function SwitchOn({ onCodes }: { onCodes: (codes: string[]) => void }) {
  const { t } = useShopper()
  const words = useTroubleWords()
  const [begun, setBegun] = useState<Output<'POST /me/second-factor'> | null>(null)
  const [code, setCode] = useState('')
  const begin = useAction(
    (_: null, options) => call('POST /me/second-factor', {}, options),
    (answer) => setBegun(answer),
  )
  const confirm = useAction(
    (value: string, options) => call('POST /me/second-factor/confirmation', { code: value }, options),
    ({ recoveryCodes }) => onCodes(recoveryCodes),
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void confirm.run(code)
  }
  if (!begun)
    return (
      <>
        <ActionTrouble error={begin.error} />
        <Button look="primary" size="large" wide isPending={begin.isPending} onPress={() => void begin.run(null)}>
          {t('second.begin')}
        </Button>
      </>
    )
  return (
    <Card className="p-5 sm:p-6">
      <form noValidate onSubmit={submit} className="grid gap-5">
        <h2 className="text-lg">{t('second.scan')}</h2>
        <img
          src={`data:image/svg+xml,${encodeURIComponent(begun.qrSvg)}`}
          alt={t('second.qr')}
          className="size-52 justify-self-center rounded-lg bg-white"
        />
        <p className="text-soft">
          {t('second.orType')}{' '}
          <code className="block font-mono text-sm break-all text-ink select-all">{begun.secret}</code>
        </p>
        <CodeField
          label={t('second.code')}
          value={code}
          onChange={setCode}
          problem={confirm.error && words(confirm.error)}
        />
        <Button type="submit" look="primary" isPending={confirm.isPending} isDisabled={code.length < 6}>
          {t('second.confirm')}
        </Button>
      </form>
    </Card>
  )
}

function IsOn({
  secondFactor,
  onCodes,
}: {
  secondFactor: Security['secondFactor']
  onCodes: (codes: string[]) => void
}) {
  const { t } = useShopper()
  const toast = useToast()
  const renew = useAction(
    (_: null, options) => call('POST /me/second-factor/recovery-codes', {}, options),
    ({ recoveryCodes }) => onCodes(recoveryCodes),
  )
  const remove = useAction(
    () => call('DELETE /me/second-factor', {}),
    () => toast(t('second.offDone')),
  )
  return (
    <Card className="grid gap-4 p-5 sm:p-6">
      <p className="font-[560]">{t('security.secondOn')}</p>
      <p className="text-soft">{t('second.left', { count: secondFactor.recoveryCodesLeft })}</p>
      <ActionTrouble error={renew.error ?? remove.error} />
      <div className="flex flex-wrap gap-3">
        <Button isPending={renew.isPending} onPress={() => void renew.run(null)}>
          {t('second.renew')}
        </Button>
        <Button isPending={remove.isPending} onPress={() => void remove.run(null)}>
          {t('second.off')}
        </Button>
      </div>
    </Card>
  )
}
