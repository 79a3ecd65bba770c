import type { Mailbox } from '#contract/mail'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { mailboxesQuery, teamsQuery } from '../desk/data.ts'
import { useConsole } from '../text.ts'
import { BringMail } from './bring-mail.tsx'
import { EditMailbox } from './edit-mailbox.tsx'
import { draftOf, inputOf } from './mailbox-draft.ts'
import { MailboxState, stateOf } from './mailbox-state.tsx'
import { MailboxTrouble } from './mailbox-trouble.tsx'
import { SettingPage } from './setting-page.tsx'
import { SettingRow } from './setting-row.tsx'
import { useSignIn } from './use-sign-in.ts'

/** Whose mail is answered here: how it comes, and whether that works. */
export function Mailboxes() {
  const { t } = useConsole()
  const mailboxes = useQuery(mailboxesQuery)
  const [editing, setEditing] = useState<Mailbox | 'new' | null>(null)
  return (
    <SettingPage
      name="mailboxes"
      query={mailboxes}
      rows={mailboxes.data?.data}
      keyOf={(mailbox) => mailbox.id}
      empty={t('mailboxes.none')}
      add={{ label: t('mailboxes.add'), onPress: () => setEditing('new') }}
      foot={editing && <EditMailbox mailbox={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    >
      {(mailbox) => <MailboxRow mailbox={mailbox} onChange={() => setEditing(mailbox)} />}
    </SettingPage>
  )
}

const tones = {
  works: 'good',
  begins: 'neutral',
  ready: 'neutral',
  fails: 'bad',
  signIn: 'warn',
  stopped: 'neutral',
} as const

function MailboxRow({ mailbox, onChange }: { mailbox: Mailbox; onChange: () => void }) {
  const { t, rich } = useConsole()
  const { id, kind, server, webhook, active, version, auth } = mailbox
  const team = useQuery(teamsQuery).data?.data.find((each) => each.id === mailbox.teamId)
  const signIn = useSignIn()
  const turn = useAction((isActive: boolean, options) =>
    call('PUT /mailboxes/:id', { id, version, ...inputOf(draftOf(mailbox), isActive) }, options),
  )
  const state = stateOf(mailbox)
  const needsSignIn = auth !== null && auth !== 'password' && (state === 'signIn' || state === 'fails')
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-2">
      <SettingRow
        title={
          <>
            <bdi>{mailbox.address}</bdi>
            <Badge tone={tones[state]}>{t(`mailboxState.${state}`)}</Badge>
            {mailbox.deletesAfterwards && <Badge tone="warn">{t('mailboxes.deletes')}</Badge>}
          </>
        }
        onChange={onChange}
        more={
          <>
            {needsSignIn && (
              <Button size="small" look="primary" isPending={signIn.isPending} onPress={() => void signIn.run(id)}>
                {t(`mailboxes.signIn.${auth}`)}
              </Button>
            )}
            <Button size="small" isPending={turn.isPending} onPress={() => void turn.run(!active)}>
              {t(active ? 'mailboxes.stop' : 'mailboxes.start')}
            </Button>
          </>
        }
      >
        <p>
          {kind === 'imap' &&
            server &&
            rich('mailboxes.readFrom', { host: <bdi>{server.host}</bdi>, folder: <bdi>{server.folder}</bdi> })}
          {kind === 'smtp' && t('mailboxes.takenIn')}
          {webhook && t('mailboxes.broughtBy', { provider: t(`mailProvider.${webhook.provider}`) })}{' '}
          {team ? rich('mailboxes.seenBy', { team: <bdi>{team.name}</bdi> }) : t('mailboxes.seenByAll')}
        </p>
        {mailbox.sending && (
          <p>{rich('mailboxes.leavesThrough', { host: <bdi key="host">{mailbox.sending.host}</bdi> })}</p>
        )}
        <MailboxState mailbox={mailbox} />
      </SettingRow>
      {webhook && active && <BringMail webhook={webhook} />}
      <MailboxTrouble error={signIn.error ?? turn.error} />
    </div>
  )
}
