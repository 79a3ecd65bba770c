import { contract } from '#platform/contract/contract'
import { Email, Money, page, PageQuery, Words } from '#platform/contract/shapes'
import * as z from 'zod'

export const StaffRole = z.enum(['observer', 'associate', 'senior', 'lead', 'supervisor', 'administrator'])

export const StaffPerson = z
  .object({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    role: StaffRole,
    active: z.boolean(),
    secondFactor: z.boolean(),
  })
  .meta({ id: 'StaffPerson' })
export type StaffPerson = z.infer<typeof StaffPerson>

/** Me, in the console: role, what is left of today’s limit, and what I may do. */
export const StaffMe = StaffPerson.extend({
  limits: z.object({ perAction: Money.nullable(), today: Money.nullable(), usedToday: Money }).meta({
    description: 'Limits for departures from policy; remedies that the rules allow need no permission.',
  }),
}).meta({ id: 'StaffMe' })
export type StaffMe = z.infer<typeof StaffMe>

export const Approval = z
  .object({
    id: z.string(),
    kind: z.string(),
    subject: z.object({ kind: z.string(), id: z.string() }),
    orderId: z.string().nullable(),
    amount: Money.nullable(),
    summary: z.string(),
    state: z.enum(['pending', 'approved', 'declined', 'expired']),
    requestedBy: z.object({ id: z.string(), name: z.string() }),
    requestedAt: z.string(),
    expiresAt: z.string(),
    decidedBy: z.object({ id: z.string(), name: z.string() }).nullable(),
    decidedAt: z.string().nullable(),
    note: z.string().nullable(),
    allowed: z.array(z.enum(['approve', 'decline'])),
    notAllowed: z.array(z.object({ action: z.string(), code: z.string(), message: z.string() })),
  })
  .meta({ id: 'Approval' })
export type Approval = z.infer<typeof Approval>

/** What a CSV of people changed, or would change. */
export const PeopleImport = z
  .object({
    dryRun: z.boolean(),
    people: z.array(
      z.object({
        line: z.int(),
        email: z.string(),
        name: z.string(),
        change: z.enum(['added', 'changed', 'switched_off']),
        fields: z.array(
          z.object({
            field: z.enum(['name', 'role', 'active', 'teams', 'skills']),
            from: z.string(),
            to: z.string(),
          }),
        ),
      }),
    ),
    unchanged: z.int(),
    problems: z.array(
      z.object({ line: z.int(), column: z.string().nullable(), code: z.string(), message: z.string() }),
    ),
  })
  .meta({ id: 'PeopleImport' })
export type PeopleImport = z.infer<typeof PeopleImport>

export const staff = contract({
  'POST /staff/sign-in': {
    summary: 'First step of the console’s sign-in',
    input: z.strictObject({ email: Email, password: z.string().max(200) }),
    output: z.object({ next: z.enum(['second_factor', 'enroll', 'done']) }),
    refusals: ['sign_in_failed', 'too_many_tries'],
    public: true,
  },
  'POST /staff/second-factor/enrollment': {
    summary: 'Begin enrolling an authenticator app; answers the secret once',
    input: z.strictObject({}),
    output: z.object({ secret: z.string(), uri: z.string(), qrSvg: z.string() }),
    public: true,
  },
  'POST /staff/second-factor': {
    summary: 'Second step: the code of the authenticator app',
    input: z.strictObject({ code: z.string().max(12) }),
    output: StaffMe,
    refusals: ['code_wrong', 'too_many_tries'],
    public: true,
  },
  'POST /staff/sign-out': {
    summary: 'End this session',
    input: z.strictObject({}),
    output: z.object({ done: z.literal(true) }),
    public: true,
  },
  'GET /staff/me': { summary: 'The signed-in person', input: z.strictObject({}), output: StaffMe },
  'GET /staff': { summary: 'People who work here', input: z.strictObject({ ...PageQuery }), output: page(StaffPerson) },
  'POST /staff': {
    summary: 'Add a person; they set their password by the mailed link',
    input: z.strictObject({ name: z.string().trim().min(1).max(120), email: Email, role: StaffRole }),
    output: StaffPerson,
    refusals: ['email_taken'],
    status: 201,
  },
  'PUT /staff/:id': {
    summary: 'Change role or switch a person off',
    input: z.strictObject({
      id: z.string(),
      name: z.string().trim().min(1).max(120).optional(),
      role: StaffRole.optional(),
      active: z.boolean().optional(),
    }),
    output: StaffPerson,
    refusals: ['last_administrator'],
  },
  'POST /staff/:id/invitation': {
    summary: 'Mail a fresh link to set the password; the person is signed out everywhere',
    input: z.strictObject({
      id: z.string(),
      forgetSecondFactor: z.boolean().optional().meta({
        description:
          'For a lost phone: the password ends, the link sets another, and the next sign-in enrolls a new authenticator app.',
      }),
    }),
    output: StaffPerson,
  },
  'POST /staff/password': {
    summary: 'Set the password with the mailed link’s token',
    input: z.strictObject({ token: z.string().max(300), password: z.string().max(200) }),
    output: z.object({ done: z.literal(true) }),
    refusals: ['link_expired', 'password_too_short', 'password_breached'],
    public: true,
  },
  'POST /people-imports': {
    summary: 'Bring people in from a CSV: who is new is added, who is known is changed, by e-mail address',
    description:
      'Columns: email, and any of name, role, teams, skills (each with semicolons between), active (yes or no). A column that is missing, and an empty name, role or active, changes nothing; empty teams and skills are none. Good rows count although others do not.',
    input: z.strictObject({
      csv: z.string().min(1).max(900_000),
      dryRun: z.boolean().optional().meta({ description: 'Only say what would change.' }),
      invite: z
        .boolean()
        .optional()
        .meta({ description: 'Mail new people the link to set a password; true unless said.' }),
    }),
    output: PeopleImport,
  },
  'GET /approvals': {
    summary: 'What waits for a second person',
    input: z.strictObject({ state: z.enum(['pending', 'approved', 'declined', 'expired']).optional(), ...PageQuery }),
    output: page(Approval),
  },
  'GET /approvals/:id': { summary: 'One approval', input: z.strictObject({ id: z.string() }), output: Approval },
  'POST /approvals/:id/decision': {
    summary: 'Approve or decline what another person asked for',
    input: z.strictObject({
      id: z.string(),
      decision: z.enum(['approve', 'decline']),
      note: Words.max(2000).optional(),
    }),
    output: Approval,
    refusals: [
      'own_request',
      'above_your_limit',
      'own_order',
      'not_possible_now',
      'expired',
      'exceeds_refundable',
      'unit_held',
      'unit_already_settled',
      'nothing_to_refund',
    ],
  },
})

/** People who work together. Whoever is in none of a conversation's team does not see it. */
export const Team = z
  .object({
    id: z.string(),
    name: z.string(),
    members: z.array(z.object({ id: z.string(), name: z.string() })),
    archived: z.boolean(),
    version: z.int(),
  })
  .meta({ id: 'Team' })
export type Team = z.infer<typeof Team>

/** Somebody who works here, and what they can do: a queue that needs a skill asks those who have it first. */
export const SkilledPerson = z
  .object({
    id: z.string(),
    name: z.string(),
    role: StaffPerson.shape.role,
    skills: z.array(z.string()).meta({ description: 'Such as lang:de or safety, in order of the alphabet.' }),
  })
  .meta({ id: 'SkilledPerson' })
export type SkilledPerson = z.infer<typeof SkilledPerson>

export const teams = contract({
  'GET /teams': {
    summary: 'Teams that I may see',
    input: z.strictObject({}),
    output: z.object({ data: z.array(Team) }),
  },
  'POST /teams': {
    summary: 'A new team',
    input: z.strictObject({ name: z.string().trim().min(1).max(80), members: z.array(z.string()).max(500).optional() }),
    output: Team,
    refusals: ['name_taken'],
    status: 201,
  },
  'PUT /teams/:id': {
    summary: 'Rename a team, change who is in it, or close it',
    input: z.strictObject({
      id: z.string(),
      name: z.string().trim().min(1).max(80).optional(),
      members: z.array(z.string()).max(500).optional(),
      archived: z.boolean().optional(),
      version: z.int(),
    }),
    output: Team,
    refusals: ['name_taken', 'changed_meanwhile'],
  },
  'GET /skills': {
    summary: 'Who can do what: everybody who works here now, each with their skills',
    input: z.strictObject({}),
    output: z.object({ data: z.array(SkilledPerson) }),
  },
  'PUT /staff/:id/skills': {
    summary: 'What a person can do, such as lang:de or safety',
    input: z.strictObject({
      id: z.string(),
      skills: z
        .array(
          z
            .string()
            .trim()
            .regex(/^[a-z0-9:_-]{1,40}$/, 'use small letters, such as lang:de'),
        )
        .max(50),
    }),
    output: z.object({ skills: z.array(z.string()) }),
  },
})
