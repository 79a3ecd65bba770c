import { type PersonalData } from '#platform/personal'

/** What it keeps of shoppers: that they were told, by id. */
export const incidentsPersonal: PersonalData = {
  tables: { incident: null, incident_message: null, incident_order: null, incident_recipient: null },
}
