import type { SellerMember } from '#contract/sellers'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { call, type Input } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { ActionTrouble, PageTrouble } from '../../parts/trouble.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Select } from '../../ui/select.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useToast } from '../../ui/toasts.tsx'
import { membersQuery, sellerMeQuery } from '../data.ts'
import { More } from '../layout/more.tsx'
import { Page } from '../layout/page.tsx'
import { useSeller } from '../text.ts'

const roles = ['owner', 'member', 'observer'] as const
type Role = (typeof roles)[number]

/** Who acts for the seller; an owner invites, changes and removes. */
export function Members() {
  const { t } = useSeller()
  const me = useQuery(sellerMeQuery).data
  const sellerId = me?.seller.id ?? ''
  const members = useInfiniteQuery({ ...membersQuery(sellerId), enabled: sellerId !== '' })
  const [isInviting, setInviting] = useState(false)
  const rows = members.data?.pages.flatMap((page) => page.data)
  return (
    <Page
      title={t('place./members')}
      detail={t('members.detail')}
      end={
        me?.may.manage && (
          <Button look="primary" onPress={() => setInviting(true)}>
            {t('members.invite')}
          </Button>
        )
      }
    >
      {members.isError && <PageTrouble isPart error={members.error} onRetry={() => void members.refetch()} />}
      {members.isPending && <SkeletonRows rows={3} height="h-16" label={t('common.loading')} />}
      {rows && (
        <Card>
          <ul className="divide-y divide-line">
            {rows.map((member) => (
              <MemberRow
                key={member.id}
                sellerId={sellerId}
                member={member}
                isMe={member.id === me?.member?.id}
                mayManage={Boolean(me?.may.manage)}
              />
            ))}
          </ul>
        </Card>
      )}
      <More pages={members} />
      {isInviting && <Invite sellerId={sellerId} onClose={() => setInviting(false)} />}
    </Page>
  )
}

function MemberRow({
  sellerId,
  member,
  isMe,
  mayManage,
}: {
  sellerId: string
  member: SellerMember
  isMe: boolean
  mayManage: boolean
}) {
  const { t } = useSeller()
  const toast = useToast()
  const [isSure, setSure] = useState(false)
  const named = { id: sellerId, member: member.id }
  const change = useAction((input: Input<'PUT /sellers/:id/members/:member'>) =>
    call('PUT /sellers/:id/members/:member', input),
  )
  const remove = useAction((input: typeof named) => call('DELETE /sellers/:id/members/:member', input))
  const renew = useAction(
    (input: typeof named, options) => call('POST /sellers/:id/members/:member/invitation', input, options),
    () => toast(t('members.linkSent', { email: member.email })),
  )
  return (
    <li className="grid gap-2 px-4 py-3.5 sm:px-5">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <span className="min-w-0">
          <span className="flex flex-wrap items-center gap-2 font-[580]">
            <bdi>{member.name}</bdi>
            {isMe && <Badge tone="good">{t('members.you')}</Badge>}
            {member.secondFactor && <Badge>{t('members.secondFactor')}</Badge>}
          </span>
          <span className="block text-sm text-soft">{member.email}</span>
        </span>
        {mayManage && !isMe ? (
          <span className="flex flex-wrap items-center gap-2">
            <Select
              label={t('members.role')}
              quietLabel
              small
              className="w-36"
              value={member.role}
              onChange={(role) => void change.run({ ...named, role: role as Role })}
              choices={roles.map((role) => ({ id: role, label: t(`role.${role}`) }))}
            />
            <Button size="small" isPending={renew.isPending} onPress={() => void renew.run(named)}>
              {t('members.newLink')}
            </Button>
            <Button
              size="small"
              look={isSure ? 'danger' : 'secondary'}
              isPending={remove.isPending}
              onPress={() => (isSure ? void remove.run(named) : setSure(true))}
            >
              {t(isSure ? 'members.removeSure' : 'members.remove')}
            </Button>
          </span>
        ) : (
          <span className="text-soft">{t(`role.${member.role}`)}</span>
        )}
      </div>
      <ActionTrouble error={change.error ?? remove.error ?? renew.error} />
    </li>
  )
}

function Invite({ sellerId, onClose }: { sellerId: string; onClose: () => void }) {
  const { t } = useSeller()
  const toast = useToast()
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<Role>('member')
  const invite = useAction(
    (input: Input<'POST /sellers/:id/members'>, options) => call('POST /sellers/:id/members', input, options),
    (member) => {
      toast(t('members.linkSent', { email: member.email }))
      onClose()
    },
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void invite.run({ id: sellerId, name, email, role })
  }
  return (
    <Dialog title={t('members.invite')} isOpen onClose={onClose} closeLabel={t('common.close')}>
      <form noValidate onSubmit={submit} className="grid gap-4">
        <TextField label={t('members.name')} value={name} onChange={setName} isRequired autoFocus autoComplete="off" />
        <TextField
          label={t('signIn.email')}
          type="email"
          value={email}
          onChange={setEmail}
          isRequired
          autoComplete="off"
        />
        <Select
          label={t('members.role')}
          value={role}
          onChange={(id) => setRole(id as Role)}
          choices={roles.map((one) => ({ id: one, label: t(`role.${one}`), detail: t(`roleDetail.${one}`) }))}
        />
        <ActionTrouble error={invite.error} />
        <Button type="submit" look="primary" isPending={invite.isPending}>
          {t('members.send')}
        </Button>
      </form>
    </Dialog>
  )
}
