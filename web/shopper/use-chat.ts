import { useQuery } from '@tanstack/react-query'
import { type Chat, openChat } from '../kit/chat/chat.ts'
import { meQuery } from './data.ts'
import { ownerOf } from './use-unread.ts'

let open: Chat | undefined

/** The chat of whoever is signed in; another person gets another one, with nothing of the one before. */
export function useChat(): Chat | null {
  const me = useQuery(meQuery).data
  if (!me) return null
  return chatOf(ownerOf(me))
}

function chatOf(owner: string): Chat {
  if (open?.owner === owner) return open
  open?.close()
  open = openChat(owner, 'shopper')
  return open
}
