import type { Conversation, Message } from '#contract/conversations'
import type { Contact } from '#contract/routing'
import type { OrderStory } from '#contract/story'
import { useQuery } from '@tanstack/react-query'
import { type RefObject, useEffect, useImperativeHandle, useRef, useState } from 'react'
import { call } from '../../../kit/call.ts'
import { useAction } from '../../../kit/use-action.ts'
import { ActionTrouble } from '../../../parts/trouble.tsx'
import { Banner } from '../../../ui/banner.tsx'
import { Button } from '../../../ui/button.tsx'
import { useKeys } from '../../layout/use-keys.ts'
import { staffMeQuery } from '../../data.ts'
import { useConsole } from '../../text.ts'
import { AssignPicker } from '../actions/assign-picker.tsx'
import { ConductDialog } from '../actions/conduct-dialog.tsx'
import { MergePicker } from '../actions/merge-picker.tsx'
import type { ActionWindow } from '../actions/more-menu.tsx'
import { ResolvePicker } from '../actions/resolve-picker.tsx'
import { SplitBar } from '../actions/split-bar.tsx'
import { TagsDialog } from '../actions/tags-dialog.tsx'
import { Composer, type ComposerWindow } from '../composer/composer.tsx'
import { OutgoingMessages } from '../composer/outgoing-messages.tsx'
import { useNoteDraft } from '../composer/use-note-draft.ts'
import { tellDone } from '../composer/tell-done.ts'
import { useSending, type Written } from '../composer/use-sending.ts'
import { CallBar } from '../call/call-bar.tsx'
import { openingsQuery } from '../data.ts'
import { ForwardDialog } from '../mail/forward-dialog.tsx'
import { RecipientsLine } from '../mail/recipients-line.tsx'
import { useMailThread } from '../mail/use-mail-thread.ts'
import { useOffer } from '../lists/offer-card.tsx'
import { ConversationHead, useFollowing } from './conversation-head.tsx'
import { OthersHere } from './others-here.tsx'
import { Timeline } from './timeline.tsx'
import { sayStopped, sayTyping, useOthers } from './use-others.ts'
import { type OpenThread, useLiveDesk } from './use-thread.ts'

export interface PaneHandle {
  /** Tells in the answer what was done, in place of what was promised. */
  tell: (words: string) => void
}

type ConversationPaneProps = {
  conversation: Conversation
  open: OpenThread
  story: OrderStory | undefined
  /** The contact behind it, when it is offered to me, held by me or waits. */
  contact: Contact | undefined
  handle: RefObject<PaneHandle | null>
  onBack: () => void
  onCase: () => void
  onKeys: () => void
  onOpen: (id: string) => void
  onGone: () => void
  onResolved: () => void
}

/** The middle: what was said, what happened, and where the answer is written. */
export function ConversationPane({
  conversation,
  open: opened,
  story,
  contact,
  handle,
  onBack,
  onCase,
  onKeys,
  onOpen,
  onGone,
  onResolved,
}: ConversationPaneProps) {
  const me = useQuery(staffMeQuery).data
  const { id } = conversation
  const [kind, setKind] = useState<Written['kind']>('message')
  const [window, setWindow] = useState<ActionWindow>(null)
  const [composerWindow, setComposerWindow] = useState<ComposerWindow>(null)
  const [forwarded, setForwarded] = useState<Message | null>(null)
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set())
  const openings = useQuery(openingsQuery(id)).data
  const field = useRef<HTMLTextAreaElement>(null)
  const others = useOthers(id, me?.id)
  const following = useFollowing(id)
  const { thread, state } = opened
  const noteDraft = useNoteDraft(opened.chat, id)
  const mail = useMailThread(id)
  const sending = useSending(id, opened, (what) => what === 'note' && sayStopped(id))
  useLiveDesk(id, opened, onGone)
  useSeen(opened)

  const write = (next: Written['kind']) => {
    setKind(next)
    requestAnimationFrame(() => field.current?.focus())
  }
  const say = (text: string, promises: string[] = []) => {
    thread.write(tellDone(thread.store.get().draft, promises, text))
    write('message')
  }
  useImperativeHandle(handle, () => ({
    tell: (text) =>
      say(
        text,
        openings?.data.map(({ next }) => next),
      ),
  }))
  const open = (next: ActionWindow) => {
    if (next === 'keys') return onKeys()
    if (next === 'split') setPicked(new Set())
    setWindow(next)
  }
  const may = (action: string) => conversation.allowed.some((one) => one.action === action)
  const mayWrite = may('write')
  useKeys({
    r: () => mayWrite && write('message'),
    n: () => may('note') && write('note'),
    m: () => {
      if (!mayWrite) return
      write('message')
      setComposerWindow('macro')
    },
    h: () => {
      if (!mayWrite) return
      write('message')
      setComposerWindow('article')
    },
    a: () => may('assign') && open('assign'),
    e: () => may('resolve') && open('resolve'),
    t: () => may('tag') && open('tags'),
    g: () => may('merge') && open('merge'),
    x: () => may('split') && open('split'),
    f: () => may('follow') && following.toggle(),
    w: () => mayWrite && mail.recipients?.others.length && mail.choose.run(!mail.recipients.everyone),
    u: () => {
      void sending.undo().then((taken) => {
        if (taken?.kind === 'note') noteDraft.write(taken.text)
        else if (taken) say(taken.text)
      })
    },
  })
  const hasAnswered = state.messages.some((one) => one.kind === 'message' && one.author.kind === 'staff')
  const isUnheld = !mayWrite || (conversation.state === 'open' && !conversation.desk?.assignee)
  const kindNow = mayWrite ? kind : 'note'
  const mergedInto = conversation.desk?.mergedInto
  return (
    <>
      <ConversationHead
        conversation={conversation}
        following={following}
        onBack={onBack}
        onCase={onCase}
        onWindow={open}
      />
      <Timeline
        conversation={conversation}
        thread={opened}
        events={story?.timeline ?? []}
        sent={mail.sent}
        onForward={mayWrite && window !== 'split' ? setForwarded : undefined}
        pending={
          <OutgoingMessages
            outgoing={sending.outgoing}
            connection={state.connection}
            onTakeBack={(one) => {
              const text = sending.drop(one)
              if (one.kind === 'note') noteDraft.write(text)
              else say(text)
            }}
          />
        }
        split={
          window === 'split'
            ? {
                picked,
                onPick: (message, isPicked) =>
                  setPicked((before) => {
                    const next = new Set(before)
                    if (isPicked) next.add(message)
                    else next.delete(message)
                    return next
                  }),
              }
            : undefined
        }
      />
      {forwarded && <ForwardDialog conversation={id} message={forwarded} onClose={() => setForwarded(null)} />}
      <CallBar conversationId={id} />
      <OthersHere others={others} />
      {window === 'split' ? (
        <SplitBar conversation={conversation} picked={picked} onClose={() => setWindow(null)} onSplit={onOpen} />
      ) : (
        <>
          {mergedInto ? (
            <GoesOnThere onOpen={() => onOpen(mergedInto)} />
          ) : (
            isUnheld && <JoinFirst conversation={conversation} contact={contact} />
          )}
          {kindNow === 'message' && (
            <RecipientsLine recipients={mail.recipients} choose={mail.choose} isUnheld={isUnheld} />
          )}
          <Composer
            conversation={conversation}
            mail={mail.recipients}
            kind={kindNow}
            mayReply={mayWrite}
            onKind={write}
            field={field}
            sending={sending}
            others={others}
            draft={
              kindNow === 'note'
                ? {
                    ...noteDraft,
                    write: (text) => {
                      noteDraft.write(text)
                      sayTyping(id)
                    },
                  }
                : { text: state.draft, write: thread.write, clear: () => thread.write('') }
            }
            offersOpenings={!hasAnswered}
            window={composerWindow}
            onWindow={setComposerWindow}
          />
        </>
      )}
      {window === 'resolve' && (
        <ResolvePicker
          conversation={conversation}
          onClose={() => setWindow(null)}
          onDone={() => {
            setWindow(null)
            onResolved()
          }}
        />
      )}
      {window === 'assign' && (
        <AssignPicker
          conversation={conversation}
          contact={contact?.state === 'held' ? contact : undefined}
          onClose={() => setWindow(null)}
        />
      )}
      {window === 'tags' && <TagsDialog conversation={conversation} onClose={() => setWindow(null)} />}
      {window === 'merge' && (
        <MergePicker conversation={conversation} onClose={() => setWindow(null)} onMerged={onOpen} />
      )}
      {window === 'conduct' && <ConductDialog conversation={conversation} onClose={() => setWindow(null)} />}
    </>
  )
}

/** It was merged: what is written about it stands in the other one. */
function GoesOnThere({ onOpen }: { onOpen: () => void }) {
  const { t } = useConsole()
  return (
    <div className="border-t border-line p-3">
      <Banner
        tone="note"
        title={t('merge.elsewhere')}
        end={
          <Button size="small" look="primary" onPress={onOpen}>
            {t('merge.openWhole')}
          </Button>
        }
      >
        {t('merge.elsewhereDetail')}
      </Banner>
    </div>
  )
}

/** Somebody else has it, or nobody yet: one click, and I may answer. */
function JoinFirst({ conversation, contact }: { conversation: Conversation; contact: Contact | undefined }) {
  const { t } = useConsole()
  const me = useQuery(staffMeQuery).data
  const isWaiting = contact?.state === 'waiting' || contact?.state === 'offered'
  const { accept } = useOffer(contact?.id ?? '', () => undefined)
  const join = useAction((staff: string, options) =>
    call('POST /conversations/:id/assignment', { id: conversation.id, staff }, options),
  )
  const why = conversation.notAllowed.find(({ action }) => action === 'write')
  const holder = conversation.desk?.assignee?.name
  return (
    <div className="border-t border-line p-3">
      <Banner
        tone="note"
        title={holder ? t('join.heldBy', { name: holder }) : t('join.nobody')}
        end={
          <Button
            size="small"
            look="primary"
            isPending={join.isPending || accept.isPending}
            onPress={() => void (isWaiting ? accept.run(null) : me && join.run(me.id))}
          >
            {t(holder ? 'join.takeOver' : 'join.take')}
          </Button>
        }
      >
        {why && why.code !== 'not_joined' ? why.message : t('join.detail')}
      </Banner>
      <ActionTrouble error={join.error ?? accept.error} />
    </div>
  )
}

/** What is on the screen of somebody who looks at it is seen. */
function useSeen({ thread, state }: OpenThread) {
  const last = state.messages.at(-1)?.id
  useEffect(() => {
    const say = () => {
      if (last && document.hasFocus()) thread.seen()
    }
    say()
    addEventListener('focus', say)
    return () => removeEventListener('focus', say)
  }, [thread, last])
}
