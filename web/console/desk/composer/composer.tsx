import type { Conversation } from '#contract/conversations'
import type { StoredFile } from '#contract/files'
import type { Macro } from '#contract/macros'
import type { MailRecipients } from '#contract/mail'
import AtSign from 'lucide-react/icons/at-sign'
import BookOpen from 'lucide-react/icons/book-open'
import BookText from 'lucide-react/icons/book-text'
import Paperclip from 'lucide-react/icons/paperclip'
import Send from 'lucide-react/icons/send'
import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, lazy, type RefObject, Suspense, useRef, useState } from 'react'
import { call } from '../../../kit/call.ts'
import { withTexts } from '../../../kit/i18n/own-texts.ts'
import { useAction } from '../../../kit/use-action.ts'
import { useUploads } from '../../../kit/use-uploads.ts'
import { ActionTrouble } from '../../../parts/trouble.tsx'
import { Banner } from '../../../ui/banner.tsx'
import { Button } from '../../../ui/button.tsx'
import { classes } from '../../../ui/classes.ts'
import { loadHelpText } from '../../help/text.ts'
import { Key, KeyButton } from '../../layout/key-button.tsx'
import { isMac } from '../../layout/is-mac.ts'
import { useConsole } from '../../text.ts'
import { openingsQuery } from '../data.ts'
import type { Other } from '../conversation/use-others.ts'
import { Attachments } from './attachments.tsx'
import { MacroPicker } from './macro-picker.tsx'
import { MentionPicker } from './mention-picker.tsx'
import { OpeningChoices } from './opening-choices.tsx'
import { unfinished } from './unfinished.ts'
import type { useSending, Written } from './use-sending.ts'

type Kind = Written['kind']

const fileLimits = { most: 10, megabytes: 25, types: [] }

export type ComposerWindow = 'macro' | 'mention' | 'article' | null

const ReplyArticle = lazy(async () => {
  const file = await withTexts(import('../../help/reply/reply-article.tsx'), loadHelpText)
  return { default: file.ReplyArticle }
})

type ComposerProps = {
  conversation: Conversation
  /** Who an answer goes to, where it goes by mail. */
  mail: MailRecipients | null
  kind: Kind
  /** Whether an answer can be written, or only a note. */
  mayReply: boolean
  onKind: (kind: Kind) => void
  field: RefObject<HTMLTextAreaElement | null>
  draft: { text: string; write: (text: string) => void; clear: () => void }
  sending: ReturnType<typeof useSending>
  /** Colleagues who write an answer at this moment. */
  others: Other[]
  /** Nobody of us has answered yet: an opening helps. */
  offersOpenings: boolean
  window: ComposerWindow
  onWindow: (window: ComposerWindow) => void
}

/** Where an answer or a note is written. Each kind has a draft of its own. */
export function Composer(props: ComposerProps) {
  return <OneComposer key={`${props.conversation.id}:${props.kind}`} {...props} />
}

function OneComposer({
  conversation,
  mail,
  kind,
  mayReply,
  onKind,
  field,
  sending,
  others,
  draft,
  offersOpenings,
  window,
  onWindow,
}: ComposerProps) {
  const { t } = useConsole()
  const files = useUploads(fileLimits)
  const picker = useRef<HTMLInputElement>(null)
  const openings = useQuery(openingsQuery(conversation.id)).data?.data ?? []
  const [macro, setMacro] = useState<Macro | null>(null)
  const [mentions, setMentions] = useState<{ id: string; name: string }[]>([])
  const [warned, setWarned] = useState<'collision' | 'unfinished' | null>(null)
  const isNote = kind === 'note'
  const ready = files.uploads.flatMap(({ state, file }) => (state === 'done' && file ? [file] : []))
  const isUploading = files.uploads.some(({ state }) => state === 'sending' || state === 'waiting')
  const hasActions = macro !== null && macro.actions.length > 0 && !isNote
  const missing = missingIn(
    draft.text,
    isNote ? null : hasActions ? [] : openings.map((opening) => opening.text),
    ready.length > 0 || hasActions,
  )
  const tooHeavy = isNote ? null : tooHeavyFor(mail, ready)
  const cannotLeave = !isNote && mail?.to.length === 0
  const isBlocked = isUploading || missing?.because === 'empty' || tooHeavy !== null || cannotLeave
  const rivals = isNote ? [] : others.filter(({ side, doing }) => side === 'staff' && doing === 'typing')
  const fill = useAction(
    (wanted: Macro, options) =>
      call('POST /macros/:id/filling', { id: wanted.id, conversation: conversation.id }, options),
    ({ text }) => put(text),
  )

  const error = fill.error ?? sending.undoError ?? sending.macroError

  function put(text: string) {
    draft.write(draft.text.trim() ? `${draft.text.trimEnd()}\n\n${text}` : text)
    setWarned(null)
    requestAnimationFrame(() => {
      field.current?.focus()
      field.current?.setSelectionRange(field.current.value.length, field.current.value.length)
    })
  }
  function change(text: string) {
    draft.write(text)
    setWarned(null)
  }
  function send() {
    if (isBlocked) return
    if (missing) return setWarned('unfinished')
    if (rivals.length > 0 && warned !== 'collision') return setWarned('collision')
    sending.send({
      kind,
      text: draft.text.trim(),
      files: ready,
      mentions: mentions.filter(({ name }) => draft.text.includes(`@${name}`)).map(({ id }) => id),
      macro: hasActions && ready.length === 0 ? macro.id : null,
    })
    if (!hasActions) draft.clear()
    for (const { key } of files.uploads) files.remove(key)
    setMacro(null)
    setMentions([])
    setWarned(null)
    field.current?.focus()
  }
  async function undo() {
    const taken = await sending.undo()
    if (taken?.kind === kind) put(taken.text)
  }
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) {
      event.preventDefault()
      event.stopPropagation()
      send()
    } else if (event.key === 'Escape') field.current?.blur()
    else if (event.key === '@' && isNote) {
      event.preventDefault()
      onWindow('mention')
    }
  }
  return (
    <section
      aria-label={t(isNote ? 'composer.note' : 'composer.reply')}
      className={classes(
        'border-t has-[textarea:focus-visible]:shadow-[inset_0_2px_0_var(--color-accent)] forced-colors:has-[textarea:focus-visible]:outline-2',
        isNote ? 'border-warn-line bg-warn-wash' : 'border-line bg-surface',
      )}
    >
      {offersOpenings && !isNote && draft.text === '' && <OpeningChoices openings={openings} onChoose={put} />}
      <Warnings warned={warned} missing={missing} rivals={rivals} tooHeavy={tooHeavy} />
      <div className="flex flex-wrap items-center gap-1 px-3 pt-2" role="group" aria-label={t('composer.kind')}>
        {(['message', 'note'] as const).map((one) => (
          <KeyButton
            key={one}
            label={t(one === 'note' ? 'composer.note' : 'composer.reply')}
            shortcut={one === 'note' ? 'N' : 'R'}
            look={one === kind ? 'secondary' : 'quiet'}
            isPressed={one === kind}
            isDisabled={one === 'message' && !mayReply}
            onPress={() => onKind(one)}
          >
            {t(one === 'note' ? 'composer.note' : 'composer.reply')}
          </KeyButton>
        ))}
        <span className="ms-auto flex items-center gap-0.5">
          <KeyButton
            label={t('macro.pick')}
            shortcut="M"
            icon={<BookText className="size-4.5" aria-hidden="true" />}
            onPress={() => onWindow('macro')}
          />
          <KeyButton
            label={t('composer.article')}
            shortcut="H"
            icon={<BookOpen className="size-4.5" aria-hidden="true" />}
            onPress={() => onWindow('article')}
          />
          {isNote && (
            <KeyButton
              label={t('mention.title')}
              shortcut="@"
              icon={<AtSign className="size-4.5" aria-hidden="true" />}
              onPress={() => onWindow('mention')}
            />
          )}
          <KeyButton
            label={t('composer.attach')}
            icon={<Paperclip className="size-4.5" aria-hidden="true" />}
            onPress={() => picker.current?.click()}
          />
          <input
            ref={picker}
            type="file"
            multiple
            tabIndex={-1}
            aria-hidden="true"
            className="hidden"
            onChange={(event) => {
              files.add([...(event.target.files ?? [])])
              event.target.value = ''
            }}
          />
        </span>
      </div>
      <textarea
        ref={field}
        dir="auto"
        rows={3}
        aria-label={t(isNote ? 'composer.note' : 'composer.reply')}
        placeholder={t(isNote ? 'composer.notePlaceholder' : 'composer.replyPlaceholder')}
        value={draft.text}
        onChange={(event) => change(event.target.value)}
        onKeyDown={press}
        onPaste={(event) => {
          const pasted = [...event.clipboardData.files]
          if (pasted.length > 0) {
            event.preventDefault()
            files.add(pasted)
          }
        }}
        maxLength={65_000}
        className="block field-sizing-content max-h-60 min-h-20 w-full resize-none bg-transparent px-3 py-2 outline-none! placeholder:text-soft"
      />
      <Attachments files={files} />
      <div className="flex flex-wrap items-center gap-2 px-3 pb-3">
        <Button
          size="small"
          look="primary"
          icon={<Send className="mirror size-4" aria-hidden="true" />}
          isDisabled={isBlocked}
          isPending={sending.isRunning}
          onPress={send}
          aria-keyshortcuts="Control+Enter Meta+Enter"
        >
          {t(warned === 'collision' ? 'composer.sendAnyway' : isNote ? 'composer.saveNote' : 'composer.send')}
        </Button>
        <span className="text-xs text-soft max-sm:hidden">
          <Key quiet>{isMac ? '⌘' : 'Ctrl'} ↵</Key>
        </span>
        {macro && macro.actions.length > 0 && (
          <span className="text-xs text-soft">
            {t('macro.alsoDoes', { actions: macro.actions.map((action) => t(`macroAction.${action.do}`)).join(', ') })}
          </span>
        )}
        <span className="ms-auto" role="status">
          {sending.canUndo && (
            <KeyButton label={t('composer.undo')} shortcut="U" look="quiet" onPress={() => void undo()}>
              {t('composer.undo')}
            </KeyButton>
          )}
        </span>
      </div>
      {error && (
        <div className="px-3 pb-3">
          <ActionTrouble error={error} />
        </div>
      )}
      {window === 'macro' && (
        <MacroPicker
          conversation={conversation.id}
          onClose={() => onWindow(null)}
          onChoose={(chosen) => {
            onWindow(null)
            setMacro(chosen)
            void fill.run(chosen)
          }}
        />
      )}
      {window === 'article' && (
        <Suspense>
          <ReplyArticle
            conversation={conversation.id}
            asked={conversation.desk?.snippet ?? conversation.subject}
            onPut={(text) => {
              onWindow(null)
              put(text)
            }}
            onClose={() => {
              onWindow(null)
              field.current?.focus()
            }}
          />
        </Suspense>
      )}
      {window === 'mention' && (
        <MentionPicker
          onClose={() => {
            onWindow(null)
            field.current?.focus()
          }}
          onChoose={(person) => {
            onWindow(null)
            setMentions((before) => [...before, person])
            change(`${draft.text}${draft.text && !/\s$/.test(draft.text) ? ' ' : ''}@${person.name} `)
            requestAnimationFrame(() => field.current?.focus())
          }}
        />
      )}
    </section>
  )
}

/** A note only has to say something; saved words that do something may have no words at all. */
function missingIn(text: string, openings: string[] | null, hasMore: boolean): ReturnType<typeof unfinished> {
  if (openings) return unfinished(text, openings, hasMore)
  return text.trim() || hasMore ? null : { because: 'empty' }
}

/** Files that no mail takes at once: how many bytes they have, and how many it takes. */
type TooHeavy = { bytes: number; most: number }

function tooHeavyFor(mail: MailRecipients | null, files: readonly StoredFile[]): TooHeavy | null {
  const bytes = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
  return mail && bytes > mail.attachmentBytes ? { bytes, most: mail.attachmentBytes } : null
}

/** Why it does not go out yet, and what became of the draft elsewhere. */
function Warnings({
  warned,
  missing,
  rivals,
  tooHeavy,
}: {
  warned: 'collision' | 'unfinished' | null
  missing: ReturnType<typeof unfinished>
  rivals: Other[]
  tooHeavy: TooHeavy | null
}) {
  const { t, format } = useConsole()
  const megabytes = (bytes: number) => format.number(Math.ceil(bytes / 1_000_000), { style: 'unit', unit: 'megabyte' })
  return (
    <div className="grid gap-2 px-3 empty:hidden [&:not(:empty)]:pt-2">
      {rivals.length > 0 && (
        <Banner
          tone="warn"
          role="alert"
          title={t('collision.title', { names: format.list(rivals.map(({ name }) => name)), count: rivals.length })}
        >
          {t(warned === 'collision' ? 'collision.sure' : 'collision.detail')}
        </Banner>
      )}
      {tooHeavy && (
        <Banner
          tone="warn"
          role="alert"
          title={t('mailTo.tooHeavy', { most: megabytes(tooHeavy.most), bytes: megabytes(tooHeavy.bytes) })}
        >
          {t('mailTo.tooHeavyDetail')}
        </Banner>
      )}
      {warned === 'unfinished' && missing && missing.because !== 'empty' && (
        <Banner
          tone="warn"
          role="alert"
          title={missing.because === 'hole' ? t('unfinished.hole', { hole: missing.hole }) : t('unfinished.template')}
        />
      )}
    </div>
  )
}
