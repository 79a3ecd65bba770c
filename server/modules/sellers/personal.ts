import { type PersonalData } from '#platform/personal'

/** What it keeps of shoppers: nothing. Members of a seller are people of that business, and their owner takes them out. */
export const sellersPersonal: PersonalData = {
  tables: { seller: null, seller_member: null, seller_invitation: null, seller_defect: null },
}
