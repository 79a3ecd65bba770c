export interface TeamTables {
  team: TeamRow
  team_member: TeamMemberRow
  staff_skill: StaffSkillRow
}

export interface TeamRow {
  store_id: string
  id: string
  name: string
  created_at: Date
  archived_at: Date | null
  version: number
}

export interface TeamMemberRow {
  store_id: string
  team_id: string
  staff_id: string
  added_at: Date
}

export interface StaffSkillRow {
  store_id: string
  staff_id: string
  skill: string
}
