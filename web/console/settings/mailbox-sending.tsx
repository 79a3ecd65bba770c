import { useState } from 'react'
import { call, type Output } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { ActionTrouble } from '../../parts/trouble.tsx'
import { Button } from '../../ui/button.tsx'
import { ChoiceList } from '../../ui/choice-list.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useConsole } from '../text.ts'
import type { MailboxForm } from './edit-mailbox.tsx'
import { usualSendingPorts } from './mail-providers.ts'
import { type MailboxDraft, sendingOf } from './mailbox-draft.ts'
import { ServerAddress } from './server-address.tsx'

const securities = ['starttls', 'tls', 'none'] as const

/** Through which server answers leave: the store's, or one of this mailbox's own, which can be tried before it is saved. */
export function MailboxSending({ draft, set, at, mailboxId }: MailboxForm & { mailboxId: string | undefined }) {
  const { t, has } = useConsole()
  const [outcome, setOutcome] = useState<Output<'POST /mailboxes/sending-test'> | null>(null)
  const test = useAction(
    (_: null, options) =>
      call(
        'POST /mailboxes/sending-test',
        { ...sendingOf(draft), ...(mailboxId ? { mailbox: mailboxId } : {}) },
        options,
      ),
    setOutcome,
  )
  const change = (changes: Partial<MailboxDraft>) => {
    setOutcome(null)
    set(changes)
  }
  const failure = outcome?.failure
  const words = `sendingFailure.${failure}`
  return (
    <div className="grid gap-4">
      <ChoiceList
        label={t('mailboxes.sendsBy')}
        value={draft.sendsBy}
        onChange={(id) => change({ sendsBy: id as MailboxDraft['sendsBy'] })}
        choices={[
          { id: 'store', label: t('mailboxes.sendsBy.store'), detail: t('mailboxes.sendsByDetail.store') },
          { id: 'own', label: t('mailboxes.sendsBy.own'), detail: t('mailboxes.sendsByDetail.own') },
        ]}
      />
      {draft.sendsBy === 'own' && (
        <>
          <ServerAddress
            place={{ host: draft.sendingHost, port: draft.sendingPort, security: draft.sendingSecurity }}
            onChange={({ host, port, security }) =>
              change({
                ...(host === undefined ? {} : { sendingHost: host }),
                ...(port === undefined ? {} : { sendingPort: port }),
                ...(security === undefined ? {} : { sendingSecurity: security }),
              })
            }
            labels={{
              host: t('mailboxes.sendingHost'),
              port: t('mailboxes.sendingPort'),
              security: t('mailboxes.sendingSecurity'),
            }}
            problems={{ host: at('sending.host', draft.sendingHost), port: at('sending.port', draft.sendingPort) }}
            placeholder="smtp.shop.example"
            securities={securities.map((id) => ({ id, label: t(`sendingSecurity.${id}`) }))}
            usualPorts={usualSendingPorts}
          />
          <div className="grid items-start gap-4 sm:grid-cols-2">
            <TextField
              label={t('mailboxes.sendingAccount')}
              hint={t('mailboxes.sendingAccountHint')}
              value={draft.sendingAccount}
              onChange={(sendingAccount) => change({ sendingAccount })}
              problem={at('sending.account')}
              autoComplete="off"
              dir="ltr"
            />
            <TextField
              label={t('mailboxes.sendingPassword')}
              hint={t(mailboxId ? 'mailboxes.secretStays' : 'mailboxes.sealed')}
              value={draft.sendingPassword}
              onChange={(sendingPassword) => change({ sendingPassword })}
              problem={at('sendingPassword', draft.sendingPassword)}
              type="password"
              autoComplete="new-password"
              dir="ltr"
            />
          </div>
          <div className="flex flex-wrap items-center gap-3">
            <Button size="small" isPending={test.isPending} onPress={() => void test.run(null)}>
              {t('mailboxes.testSending')}
            </Button>
            <p role="status" className={failure ? 'text-sm text-warn' : 'text-sm text-soft'}>
              {failure && t(has(words) ? words : 'sendingFailure.other')}
              {outcome?.works && t('mailboxes.sendingWorks')}
            </p>
          </div>
          <ActionTrouble error={test.error} />
        </>
      )}
    </div>
  )
}
