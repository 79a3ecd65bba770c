/** Every limit of the program. Whatever grows has one; nothing else in the code names such a number. */
export const limits = {
  http: {
    /** Bytes of a JSON body. */
    bodyBytes: 1_000_000,
    /** Bytes of a streamed import. */
    importBytes: 2_000_000_000,
    /** Bytes of a webhook body, kept raw for its signature. */
    webhookBytes: 5_000_000,
    /** Seconds a client may take to send its headers and body. */
    requestSeconds: 300,
    /** Seconds that a stopping process gives to requests under way. */
    stopSeconds: 20,
    idempotencyKeyCharacters: 255,
    idempotencyKeyHours: 48,
    /** Requests a minute for one identity; keys are other systems and move whole catalogs. */
    requestsPerMinute: { anonymous: 600, shopper: 1_200, staff: 3_000, seller: 1_200, key: 120_000 },
    /** Identities whose request counts are kept at once. */
    rateLimitIdentities: 20_000,
  },
  page: { size: 25, maximum: 100 },
  database: {
    connections: 12,
    jobConnections: 4,
    statementSeconds: 60,
    lockSeconds: 15,
    idleInTransactionSeconds: 60,
    /** How often a transaction that lost against another one is run again. */
    transactionTries: 5,
    /** How long a request waits for a database that is coming back. */
    reconnectSeconds: 8,
  },
  live: {
    /** Bytes of one message from a client. */
    messageBytes: 8_000,
    messagesPerMinute: 240,
    topicsPerSocket: 100,
    socketsPerActor: 20,
    sockets: 20_000,
    /** Bytes that may wait for a slow reader before it is dropped. */
    backlogBytes: 1_000_000,
    /** Facts replayed on a subscription; with more missing the client is told to load again. */
    replay: 500,
    heartbeatSeconds: 25,
  },
  jobs: {
    retryLimit: 12,
    retryDelaySeconds: 2,
    retryDelayMaxSeconds: 900,
    timeoutSeconds: 120,
    concurrency: 2,
    /** A job whose process vanished is taken up by another one after this long without a sign of life. */
    heartbeatSeconds: 15,
    /** How long finished jobs, and failed ones, can still be looked at. */
    keepDoneSeconds: 24 * 3600,
    keepFailedSeconds: 60 * 24 * 3600,
    stopSeconds: 20,
    reactionBatch: 8,
    reactionLanes: 2,
    /** Jobs that one drain runs before it gives up on ever becoming idle. */
    drain: 200_000,
  },
  timers: {
    /** Longest pause between two looks at what is due. */
    pollSeconds: 2,
    retryDelayMaxSeconds: 600,
    /** Timers that one advance of the clock runs. */
    advance: 100_000,
  },
  schedules: { pollSeconds: 1, leaseSeconds: 900, roundsPerAdvance: 48 },
  events: { payloadBytes: 64_000, page: 200, doneDays: 45 },
} as const
