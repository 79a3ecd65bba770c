import type { SellerMember } from '#contract/sellers'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call, type Input } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { isolated } from '../../parts/claims/text.ts'
import { ActionTrouble, useTroubleWords } from '../../parts/trouble.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useToast } from '../../ui/toasts.tsx'
import { ActionDialog } from '../layout/action-dialog.tsx'
import { useConsole } from '../text.ts'
import { sellerMembersQuery } from './data.ts'
import { ListPart } from './list-part.tsx'

const roles = ['owner', 'member', 'observer'] as const
type SellerRole = (typeof roles)[number]

/** Who acts for a seller: invited by a mail with a link, and out again at once everywhere. */
export function Members({ sellerId }: { sellerId: string }) {
  const { t } = useConsole()
  const members = useInfiniteQuery(sellerMembersQuery(sellerId))
  const [isInviting, setInviting] = useState(false)
  return (
    <>
      <ListPart
        title={t('seller.members')}
        list={members}
        none={t('seller.noMembers')}
        end={
          <Button size="small" onPress={() => setInviting(true)}>
            {t('seller.invite')}
          </Button>
        }
      >
        {(member) => <Member sellerId={sellerId} member={member} />}
      </ListPart>
      {isInviting && <Invite sellerId={sellerId} onClose={() => setInviting(false)} />}
    </>
  )
}

function Member({ sellerId, member }: { sellerId: string; member: SellerMember }) {
  const { t } = useConsole()
  const [isRemoving, setRemoving] = useState(false)
  const remove = useAction(
    (_: null, options) => call('DELETE /sellers/:id/members/:member', { id: sellerId, member: member.id }, options),
    () => setRemoving(false),
  )
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-2 px-4 py-3 text-sm">
      <span className="min-w-0">
        <span className="flex flex-wrap items-center gap-2 font-[580]">
          <bdi>{member.name}</bdi>
          <span className="font-normal text-soft">{t(`seller.role.${member.role}`)}</span>
          {!member.secondFactor && <Badge tone="warn">{t('people.noSecondFactor')}</Badge>}
        </span>
        <span className="block text-soft wrap-anywhere">
          <bdi>{member.email}</bdi>
        </span>
      </span>
      <Button size="small" aria-label={t('seller.removeName', { name: member.name })} onPress={() => setRemoving(true)}>
        {t('seller.remove')}
      </Button>
      {isRemoving && (
        <ActionDialog
          title={t('seller.removeTitle', { name: isolated(member.name) })}
          label={t('seller.remove')}
          isPending={remove.isPending}
          error={remove.error}
          onPress={() => void remove.run(null)}
          onClose={() => setRemoving(false)}
        >
          <p>{t('seller.removeDetail')}</p>
        </ActionDialog>
      )}
    </div>
  )
}

function Invite({ sellerId, onClose }: { sellerId: string; onClose: () => void }) {
  const { t } = useConsole()
  const trouble = useTroubleWords()
  const toast = useToast()
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<SellerRole>('member')
  const invite = useAction(
    (input: Input<'POST /sellers/:id/members'>, options) => call('POST /sellers/:id/members', input, options),
    (member) => {
      toast(t('people.added', { email: member.email }))
      onClose()
    },
  )
  const { error } = invite
  const isOnEmail = error?.param === 'email' || error?.code === 'email_taken'
  const isOnName = error?.param === 'name'
  return (
    <ActionDialog
      title={t('seller.invite')}
      label={t('people.invite')}
      isReady={name.trim() !== '' && email.trim() !== ''}
      isPending={invite.isPending}
      error={null}
      onPress={() => void invite.run({ id: sellerId, name: name.trim(), email: email.trim(), role })}
      onClose={onClose}
    >
      <TextField
        label={t('people.name')}
        problem={isOnName && trouble(error)}
        value={name}
        onChange={setName}
        maxLength={120}
        isRequired
        autoComplete="off"
      />
      <TextField
        label={t('signIn.email')}
        problem={isOnEmail && trouble(error)}
        type="email"
        dir="ltr"
        value={email}
        onChange={setEmail}
        isRequired
        autoComplete="off"
      />
      <Select
        label={t('people.role')}
        value={role}
        onChange={(id) => setRole(id as SellerRole)}
        choices={roles.map((id) => ({ id, label: t(`seller.role.${id}`), detail: t(`seller.roleDetail.${id}`) }))}
      />
      {!isOnEmail && !isOnName && <ActionTrouble error={error} />}
    </ActionDialog>
  )
}
