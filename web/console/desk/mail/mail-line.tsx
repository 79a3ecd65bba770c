import type { SeenMail } from '#contract/mail'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import ShieldCheck from 'lucide-react/icons/shield-check'
import ShieldQuestion from 'lucide-react/icons/shield-question-mark'
import { useState } from 'react'
import { call } from '../../../kit/call.ts'
import { download } from '../../../kit/download.ts'
import { useAction } from '../../../kit/use-action.ts'
import { ActionTrouble } from '../../../parts/trouble.tsx'
import { Banner } from '../../../ui/banner.tsx'
import { Button, PlainButton } from '../../../ui/button.tsx'
import { Spinner } from '../../../ui/spinner.tsx'
import { useToast } from '../../../ui/toasts.tsx'
import { useConsole } from '../../text.ts'
import { quotedTextQuery } from './data.ts'
import { MailFrame } from './mail-frame.tsx'
import { MailWarnings } from './mail-warnings.tsx'
import { MovePicker } from './move-picker.tsx'

/** What is known of a mail, in a small line under its words: who sent it, how it came, and why it lies here. */
export function MailLine({ mail }: { mail: SeenMail | undefined }) {
  return mail ? <OneLine mail={mail} /> : null
}

function OneLine({ mail }: { mail: SeenMail }) {
  const { t, rich, has } = useConsole()
  const [window, setWindow] = useState<'page' | 'move' | null>(null)
  const [showsQuoted, setShowsQuoted] = useState(false)
  const { move, undo } = useMoving(mail)
  const save = useAction((_: null) => download(`/api/v1/inbound-mails/${mail.id}/original`, `${mail.id}.eml`))
  const { moved, suggestion, pictures } = mail
  const why = `mail.why.${mail.why}`
  const suggestedWhy = `mail.suggestWhy.${suggestion?.why}`
  return (
    <div className="mt-1 grid max-w-[85%] justify-items-start gap-1.5 px-1 text-xs text-soft">
      <MailWarnings mail={mail} />
      {suggestion && (
        <Banner
          tone="note"
          className="text-sm"
          title={rich('mail.suggest', { reference: <bdi key="reference">{suggestion.conversation.reference}</bdi> })}
          end={
            <Button
              size="small"
              look="primary"
              isPending={move.isPending}
              onPress={() => void move.run(suggestion.conversation.id)}
            >
              {t('mail.moveThere')}
            </Button>
          }
        >
          {has(suggestedWhy) && t(suggestedWhy)}
        </Banner>
      )}
      <p className="flex flex-wrap items-center gap-x-3 gap-y-0.5">
        <span className="[overflow-wrap:anywhere]">
          {rich('mail.from', { address: <bdi key="address">{mail.from.address}</bdi> })}
        </span>
        <Verdict mail={mail} />
        {!moved && has(why) && <span>{t(why)}</span>}
        <PlainButton className={action} onPress={() => setWindow('page')}>
          {pictures > 0 ? t('mail.asItCamePictures', { count: pictures }) : t('mail.asItCame')}
        </PlainButton>
        {mail.hasQuoted && (
          <PlainButton className={action} aria-expanded={showsQuoted} onPress={() => setShowsQuoted(!showsQuoted)}>
            {t(showsQuoted ? 'mail.quoted.hide' : 'mail.quoted.show')}
          </PlainButton>
        )}
        <PlainButton className={action} isPending={save.isPending} onPress={() => void save.run(null)}>
          {t('mail.original')}
        </PlainButton>
        {mail.why !== 'forward' && (
          <PlainButton className={action} onPress={() => setWindow('move')}>
            {t('mail.move')}
          </PlainButton>
        )}
      </p>
      {moved && (
        <p className="flex flex-wrap items-center gap-x-3">
          <span>
            {moved.from
              ? rich('mail.movedFrom', { name: moved.byName, reference: <bdi key="from">{moved.from.reference}</bdi> })
              : t('mail.moved', { name: moved.byName })}
          </span>
          <PlainButton className={action} isPending={undo.isPending} onPress={() => void undo.run(mail.version)}>
            {t('mail.undo')}
          </PlainButton>
        </p>
      )}
      {showsQuoted && <Quoted id={mail.id} />}
      <ActionTrouble error={move.error ?? undo.error ?? save.error} />
      {window === 'page' && <MailFrame id={mail.id} onClose={() => setWindow(null)} />}
      {window === 'move' && <MovePicker mail={mail} move={move} onClose={() => setWindow(null)} />}
    </div>
  )
}

const action = 'link min-h-6 pointer-coarse:min-h-11'

// Everything but a pass looks the same: what is not proved may be anybody's.
function Verdict({ mail: { authenticity } }: { mail: SeenMail }) {
  const { t } = useConsole()
  const isSure = authenticity?.isAuthentic === true
  const Icon = isSure ? ShieldCheck : ShieldQuestion
  const { spf = '', dkim = '', dmarc = '' } = authenticity ?? {}
  return (
    <span
      className="inline-flex items-center gap-1"
      title={authenticity ? t('mail.proof', { spf, dkim, dmarc }) : t('mail.notChecked')}
    >
      <Icon className="size-3.5 shrink-0" aria-hidden="true" />
      {t(isSure ? 'mail.confirmed' : 'mail.unconfirmed')}
    </span>
  )
}

function Quoted({ id }: { id: string }) {
  const { t } = useConsole()
  const quoted = useQuery(quotedTextQuery(id))
  if (quoted.isPending) return <Spinner />
  if (quoted.isError) return <p role="alert">{t('trouble.unreachable')}</p>
  return (
    <blockquote
      dir="auto"
      // What scrolls is reached by keyboard.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      aria-label={t('mail.quoted.label')}
      className="max-h-96 w-full overflow-y-auto border-s-2 border-line ps-3 text-sm whitespace-pre-wrap [overflow-wrap:anywhere]"
    >
      {quoted.data.text}
    </blockquote>
  )
}

/** Moving a mail and back; either way the screen goes along, and says so with a way back. */
export function useMoving(mail: SeenMail) {
  const { t } = useConsole()
  const toast = useToast()
  const navigate = useNavigate()
  const go = (id: string) => void navigate({ to: '/desk', search: (now) => ({ ...now, c: id }) })
  const undo = useAction(
    (version: number, options) => call('DELETE /inbound-mails/:id/move', { id: mail.id, version }, options),
    ({ conversation }) => {
      if (!conversation) return
      toast(t('mail.movedBack', { reference: conversation.reference }))
      go(conversation.id)
    },
  )
  const move = useAction(
    (to: string, options) => call('POST /inbound-mails/:id/move', { id: mail.id, to, version: mail.version }, options),
    ({ conversation, version }) => {
      if (!conversation) return
      toast(
        <>
          {t('mail.movedTo', { reference: conversation.reference })}
          <PlainButton
            className="pointer-events-auto min-h-6 font-[580] underline pointer-coarse:min-h-11"
            onPress={() => void undo.run(version)}
          >
            {t('mail.undo')}
          </PlainButton>
        </>,
      )
      go(conversation.id)
    },
  )
  return { move, undo }
}
