import { useQueryClient } from '@tanstack/react-query'
import { useNavigate, useRouter, useSearch } from '@tanstack/react-router'
import { meQuery } from './data.ts'

/** After any way of signing in: forget what the visitor before saw, and go where they wanted to go. */
export function useSignedIn() {
  const queries = useQueryClient()
  const navigate = useNavigate()
  const router = useRouter()
  const { then } = useSearch({ strict: false }) as { then?: string }
  return async () => {
    queries.removeQueries({ predicate: (query) => query.queryKey[0] !== 'store' && query.queryKey[0] !== 'demo' })
    await queries.fetchQuery(meQuery)
    if (then && /^\/(?![/\\])/.test(then)) router.history.push(then)
    else await navigate({ to: '/' })
  }
}
