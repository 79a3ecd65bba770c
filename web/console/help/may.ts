import { useQuery } from '@tanstack/react-query'
import { staffMeQuery } from '../data.ts'
import { reaches } from '../roles.ts'

/** Whether somebody sees what belongs to the whole help center as something to change; the server has the last word. */
export function useMayArrange(): boolean {
  return reaches(useQuery(staffMeQuery).data?.role, 'lead')
}

/** The same for beginning an article. */
export function useMayWrite(): boolean {
  return reaches(useQuery(staffMeQuery).data?.role, 'senior')
}
