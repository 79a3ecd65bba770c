import type { Mailbox } from '#contract/mail'
import { useConsole } from '../text.ts'

type State = 'works' | 'begins' | 'ready' | 'fails' | 'signIn' | 'stopped'

export function stateOf({ kind, active, signedIn, failure, failingSince, lastOkAt }: Mailbox): State {
  if (!active) return 'stopped'
  if (signedIn === false) return 'signIn'
  if (failure !== null || failingSince !== null) return 'fails'
  if (lastOkAt !== null) return 'works'
  return kind === 'imap' ? 'begins' : 'ready'
}

const cannotSignIn = new Set(['wrong_password', 'token_refused', 'sign_in_needed', 'client_refused'])

/** Whether a mailbox works, in words: since when not and why, what was read last, and whether all of it is here. */
export function MailboxState({ mailbox }: { mailbox: Mailbox }) {
  const { t, has, format } = useConsole()
  const { kind, failingSince, lastOkAt, compared } = mailbox
  const failure = mailbox.failure ?? 'other'
  const state = stateOf(mailbox)
  const what = kind !== 'imap' ? 'brought' : cannotSignIn.has(failure) ? 'signIn' : 'read'
  const why = `mailboxFailure.${failure}`
  const isToday = failingSince !== null && format.shortDay(failingSince) === format.shortDay(format.now())
  const since = failingSince && (isToday ? format.time(failingSince) : format.moment(failingSince))
  return (
    <>
      {state === 'fails' && (
        <p className="text-bad" role="status">
          {since && t(`mailboxFailing.${what}`, { since })} {t(has(why) ? why : 'mailboxFailure.other')}
        </p>
      )}
      {state === 'signIn' && <p>{t('mailboxes.notSignedIn')}</p>}
      {lastOkAt ? (
        <p title={format.exact(lastOkAt)}>
          {t(kind === 'imap' ? 'mailboxes.lastRead' : 'mailboxes.lastCame', { when: format.fromNow(lastOkAt) })}
        </p>
      ) : (
        (state === 'begins' || state === 'ready') && (
          <p>{t(state === 'begins' ? 'mailboxes.readingBegins' : 'mailboxes.nothingCame')}</p>
        )
      )}
      {compared && (
        <p title={format.exact(compared.at)} className="tabular">
          {t(compared.kept === compared.onServer ? 'mailboxes.compared' : 'mailboxes.comparedLess', {
            when: format.moment(compared.at),
            onServer: format.number(compared.onServer),
            kept: format.number(compared.kept),
          })}
        </p>
      )}
    </>
  )
}
