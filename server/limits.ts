/** Every limit of the program. Whatever grows has one; nothing else in the code names such a number. */
export const limits = {
  http: {
    /** Bytes of a JSON body. */
    bodyBytes: 1_000_000,
    /** Levels of a JSON body, far above what anything here has. */
    bodyDepth: 40,
    /** Bytes of a streamed import. */
    importBytes: 2_000_000_000,
    /** Bytes of a webhook body, kept raw for its signature. */
    webhookBytes: 5_000_000,
    /** Bytes of one uploaded file, and files in one request. */
    uploadBytes: 25_000_000,
    uploadFiles: 10,
    /** Seconds a client may take to send its headers and body. */
    requestSeconds: 300,
    /** Seconds and bytes for the rest of a stream that was answered already. */
    leftoverSeconds: 30,
    leftoverBytes: 100_000_000,
    /** Seconds that a stopping process gives to requests under way. */
    stopSeconds: 20,
    idempotencyKeyCharacters: 255,
    idempotencyKeyHours: 48,
    /** Requests a minute for one identity; keys are other systems and move whole catalogs. */
    requestsPerMinute: { anonymous: 600, shopper: 1_200, staff: 3_000, seller: 1_200, key: 120_000 },
    /** Identities whose request counts are kept at once. */
    rateLimitIdentities: 20_000,
  },
  page: { size: 20, maximum: 100 },
  database: {
    connections: 12,
    jobConnections: 4,
    /** Statements that are prepared once per connection; some kilobytes each, on each of the connections. */
    preparedStatements: 200,
    statementSeconds: 60,
    lockSeconds: 15,
    idleInTransactionSeconds: 60,
    /** How often a transaction that lost against another one is run again. */
    transactionTries: 5,
    /** How long a request, and a start, wait for a database that is coming back. */
    reconnectSeconds: 8,
    startSeconds: 30,
  },
  live: {
    /** Bytes of one message from a client. */
    messageBytes: 8_000,
    messagesPerMinute: 240,
    /** Signals of one connection, such as typing; more are lost. */
    signalsPerMinute: 60,
    /** Bytes of what a signal carries: it goes through a notification of the database, which takes 8000 in all. */
    signalBytes: 6_000,
    topicsPerSocket: 100,
    socketsPerActor: 20,
    /** Of one address without anybody signed in: they hear of nothing, and are not to take everybody's places. */
    socketsPerStranger: 100,
    sockets: 20_000,
    /** Bytes that may wait for a slow reader before it is dropped. */
    backlogBytes: 1_000_000,
    /** Facts replayed on a subscription; with more missing the client is told to load again. */
    replay: 500,
    heartbeatSeconds: 25,
    /** How long a long poll waits for news, how many topics it names, and how many one identity may send in a minute. */
    pollSeconds: 25,
    pollTopics: 20,
    pollsPerMinute: 120,
    /** How long a poll gathers what belongs to the first news that it has, in milliseconds. */
    pollGatherMs: 20,
    /** How often it is asked whether whoever opened a socket is still signed in, in heartbeats. */
    recheckBeats: 4,
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
    /** How late a retry may be found. */
    delayedPollSeconds: 1,
    /** Reactions of one batch run side by side, this many transactions at a time, so that they share flushes to disk. */
    reactionBatch: 16,
    reactionsAtOnce: 4,
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
  schedules: { pollSeconds: 1, quickSeconds: 10, leaseSeconds: 900, roundsPerAdvance: 12 },
  events: { payloadBytes: 64_000, page: 200, doneDays: 45 },
  signIn: {
    /** policy: password.min_length */
    passwordMinimum: 12,
    passwordCharacters: 200,
    codeMinutes: 10,
    /** With this much left, a code that is asked for again is the one from before. */
    codeAgainMinutes: 5,
    codeTries: 5,
    /** policy: reset.rate, for an account (or an order) and for a network address. */
    codesPerHour: { account: 3, address: 10, demonstration: 300 },
    /** Passwords and codes tried in a quarter of an hour, for an account and for a network address. */
    triesPerQuarter: { account: 10, address: 60 },
    shopperSessionHours: 30 * 24,
    guestSessionHours: 24,
    staffSessionHours: 12,
    sellerSessionHours: 12,
    /** However much it is used, a session ends so many days after it began. */
    sessionDays: { shopper: 180, guest: 3, staff: 1, seller: 7 },
    /** The demonstration store's clock jumps by days; nobody is signed out by that. */
    demonstrationSessionHours: 365 * 24,
    /** Between the password and the second factor. */
    halfSessionMinutes: 10,
    /** How long after signing in by code the password may be set without the old one. */
    freshMinutes: 30,
    /** A session's last use is written down no more often than this. */
    seenMinutes: 5,
    /** How long a link to one order in a mail works. */
    orderLinkDays: 3,
    /** policy: reset.token, reset.rate; asked for by an account and from a network address. */
    resetMinutes: 30,
    resetsPerHour: { account: 3, address: 10, demonstration: 300 },
    /** How long a passkey's challenge works, passkeys of one account, and characters of a name of one. */
    challengeMinutes: 5,
    passkeys: 20,
    passkeyNameCharacters: 60,
    recoveryCodes: 10,
    /** A browser not seen for so long is a new one. */
    deviceDays: 400,
    /** Wrong passwords in a quarter of an hour after which a mailed code is asked for beside the right one. */
    stepUpTries: 5,
    /** Events shown of what happened on an account, and how long they are kept. */
    accountEvents: 30,
    accountEventDays: 400,
    invitationHours: 72,
  },
  privacy: {
    /** How long a deletion can be taken back, and how much earlier its last mail leaves. */
    graceDays: 30,
    farewellHours: 24,
    /** What is under way on that day is looked at again after. */
    waitDays: 7,
    /** Longer than that nothing is waited for of which nobody tells the end: an order that no carrier scans, a chargeback. */
    longestDays: 180,
    /** Downloads of everything, and how much of one table and of pictures goes into one. */
    archivesPerMinute: 2,
    archiveRows: 20_000,
    archiveFileBytes: 1024 ** 3,
    /** Rows that a run of retention takes in one transaction, and how many of those for one rule. */
    retentionRows: 2_000,
    retentionRounds: 500,
  },
  logins: {
    /** How far a signed link's end may lie after its beginning, and how far two servers' clocks may be apart. */
    linkSeconds: 300,
    skewSeconds: 60,
    /** How long a secret works after the next one was made. */
    oldKeyHours: 24,
    keys: 5,
    /** How long somebody may be away at an identity provider. */
    attemptMinutes: 15,
    /** For a request to an identity provider; how long what it publishes of itself is kept, and of how many. */
    providerSeconds: 10,
    providerMinutes: 10,
    providersKept: 50,
    keySetBytes: 200_000,
    /** How soon keys are asked for again because one is missing. */
    keySetPauseSeconds: 30,
    /** Rows of a CSV of people. */
    people: 2_000,
  },
  files: {
    /** For one HEIC picture: seconds and megabytes that decoding it may take. */
    heicSeconds: 20,
    heicMegabytes: 512,
    /** How long a link to a file works. */
    linkMinutes: 15,
    /** How long browsers may use again what anybody may see, such as a picture of a help article. */
    publicSeconds: 300,
    /** How long a file stays that was taken out of a draft and that nothing else holds. */
    unusedMinutes: 60,
    /** Pixels of a picture that is opened; more is taken for an attack. */
    picturePixels: 80_000_000,
    /** Longest side of a picture that is kept; larger ones are made smaller. */
    pictureEdgePixels: 4_096,
    /** Bytes and seconds of a picture that is fetched from elsewhere. */
    remoteBytes: 15_000_000,
    remoteSeconds: 20,
    nameCharacters: 120,
  },
  widgets: {
    /** How far ahead a signed identity may end, and how long a key works after the next one was made. */
    identityHours: 24,
    oldKeyHours: 24,
    visitorSessionHours: 30 * 24,
    /** The store's page signs anew with each load. */
    shopperSessionHours: 12,
    /** How long sessions and keys are kept after their end. */
    keepEndedHours: 7 * 24,
  },
  routing: {
    /** How often it is looked whether anything was left lying, and how long one look may take before another process takes over. */
    sweepSeconds: 2,
    sweepLeaseSeconds: 30,
    /** Waiting contacts of a channel that are looked at in one hand-out, and others in one sweep. */
    handOutBatch: 100,
    /** Whoever waits this long without waiting in a queue was forgotten; of older ones it is looked less often. */
    forgottenSeconds: 10,
    forgottenOldSeconds: 600,
    sweepRows: 100,
    /** Waiting contacts shown to one person, and on the wall. */
    waitingShown: 50,
    waitingCounted: 10_000,
    wallShown: 200,
    /** Hand-outs, and how far back, that an estimate is made from. */
    estimateHandOuts: 20,
    estimateMinutes: 60,
    /** How long an answer about contact options may be used again, in milliseconds, and how many are kept. */
    optionsCacheMs: 2_000,
    optionsCached: 500,
    queues: 200,
    /** For how long somebody is shown what was taken over while they were away. */
    lostShownHours: 12,
  },
  mail: {
    /** Mails read in one go, and their bytes together. */
    batch: 50,
    batchBytes: 20_000_000,
    /** How often a mailbox is looked into whose server says nothing by itself. */
    pollSeconds: 60,
    connectSeconds: 20,
    /** How often what lies on the server is compared with what was kept. */
    compareSeconds: 86_400,
    /** Mails of a mailbox that are read at the same time, and how often one is tried. */
    readAtOnce: 16,
    attempts: 5,
    /** Messages that one colleague may forward to somebody outside in an hour. */
    forwardsPerHour: 60,
    /** How often is looked whether every mailbox is being read, and how long one is left alone whose server refused us. */
    lookSeconds: 10,
    refusedSeconds: 300,
    /** Characters of a mail that stand in its conversation, as large as a fact may be; all of it is in the original. */
    textCharacters: 25_000,
    /** Latest orders of a sender among which the numbers that they write are looked for. */
    ordersLookedAt: 200,
    /** In which beginning of a mail numbers of others' orders are looked for, how many of one mail, and of all that are shown. */
    numbersWithin: { characters: 4_000, ofOne: 20, inAll: 1_000 },
    /** Mails of one conversation of which more than their words is told. */
    shownOfConversation: 500,
    /** Pictures elsewhere that a mail names: the longest address, bytes and time of one, and how many are asked for. */
    pictureAddressCharacters: 4_000,
    pictures: { remoteBytes: 5_000_000, pageSeconds: 8, pagesPerMinute: 120, perMinute: 600 },
    /** How long an original is kept that holds card numbers, and how often is looked; together less than a day. */
    cardNumbers: { keptHours: 20, everySeconds: 3_600 },
    /** Questions to name servers about senders: for one, how long an answer counts, how long nobody is asked after silence, answers kept. */
    names: { seconds: 4, keepSeconds: 300, silentSeconds: 60, most: 5_000 },
    /** Bytes of a mail that is brought to us, and of a provider's request around it, which may say it encoded and twice. */
    broughtBytes: 40_000_000,
    webhookBytes: 100_000_000,
    /** The least that comes of a provider's request in so many seconds; whoever sends less is ended. */
    webhookPace: { seconds: 15, leastBytes: 300_000 },
    /** Bytes of providers' requests that are held at once, for one mailbox and for all. */
    webhookBytesAtOnce: { ofMailbox: 200_000_000, inAll: 600_000_000 },
    /** How long before its end an access token is no longer used, and how long its provider may take. */
    tokenMarginSeconds: 300,
    tokenSeconds: 20,
    /** How long somebody may be away at a provider to sign a mailbox in. */
    signInMinutes: 15,
    listener: {
      /** Connections, and of them those of one address. */
      clients: 200,
      clientsPerAddress: 20,
      /** Bytes of all mails that are being taken in. */
      bytesAtOnce: 200_000_000,
      recipients: 100,
      /** Recipients that do not exist, before a connection ends. */
      unknownRecipients: 20,
      idleSeconds: 60,
      connectionSeconds: 1_800,
      /** How often is looked whether there is a newer certificate. */
      certificateSeconds: 3_600,
    },
    /** Of the files of one answer; as mail they are a third larger, and common servers take 25 MB. */
    attachmentBytes: 18_000_000,
    /** Mails that one server is handed in a minute; more of them wait, so that it does not take us for a nuisance. */
    perDomainMinute: 60,
    paceSeconds: 20,
  },
  sellers: {
    /** Keys of one seller that work at the same time. */
    keys: 20,
    /** Things that wait for a seller, as their first page shows them. */
    todos: 100,
    /** Lines of the daily mail about them. */
    digestLines: 10,
  },
  conversations: {
    /** Characters of the last message that lists show. */
    beginningCharacters: 140,
    /** Unread messages are counted up to here. */
    unreadCounted: 99,
    messagesPerPage: 50,
    /** Conversations that one person begins in an hour; messages in them have no such limit. */
    opensPerHour: 120,
    /** How many may be shown as one. */
    mergedTogether: 50,
    /** Of the newest of a list, among how many a tag is looked for before its own index is asked. */
    taggedNearby: 1_000,
    /** Open conversations of a list are counted up to here. */
    counted: 10_000,
    /** How long a mailed link opens a conversation for somebody without an account. */
    linkDays: 30,
  },
  transcripts: {
    /** Messages in one; of a longer conversation the last ones. */
    messages: 500,
    /** Mailed to one address. */
    mailsPerHour: 5,
  },
  search: {
    /** Searches of conversations that run at once in one process, and how many more may wait for their turn. */
    atOnce: 3,
    waiting: 30,
    /** How long one statement of a search may take. */
    statementMs: 3_000,
    /** Newest conversations that are walked through before words are looked up. */
    walked: 1_500,
    /** Shoppers, orders and visitors, and files, that one search goes on from. */
    people: 50,
    files: 500,
    excerptCharacters: 160,
  },
  macros: { kept: 2_000 },
  helpcenter: {
    categories: 100,
    /** How many people of one network, who are not signed in, have a say of their own about an article. */
    sayingsOfNetwork: 24,
    /** Articles of one category that are listed, and first ones that the first page shows of each. */
    listed: 500,
    firstOfCategory: 5,
    popular: 6,
    related: 5,
    synonyms: 2_000,
    /** Articles that figures are shown of, and days that they may span. */
    counted: 500,
    countedDays: 366,
    /** After how long it is no longer known whose feedback was whose, and how often is looked. */
    personDays: 30,
    tidySeconds: 3_600,
    /** Of one import: files, bytes of all, and articles that are written in one transaction. */
    importFiles: 500,
    importBytes: 25_000_000,
    importBatch: 25,
    badShown: 500,
  },
  helpPages: {
    /** How long caches between us and readers may answer by themselves. */
    sharedCacheSeconds: 300,
    queryCharacters: 300,
    formBytes: 20_000,
    /** Pages in one site map, as search engines read it. */
    mapped: 20_000,
    /** Newest orders in which a shopper's own matters are looked for, how long what is done is still told, and cards shown. */
    ownOrders: 20,
    doneDays: 10,
    cards: 3,
  },
  helpSearch: {
    /** Characters of an article that are searched. */
    characters: 100_000,
    /** Of a question: characters, words that are read, and terms that are looked for, with what else they may mean. */
    queryCharacters: 2_000,
    queryWords: 60,
    queryTerms: 40,
    /** Entries of the index that a question looks through, beyond its rarest term. */
    postings: 3_000,
    /** Articles that are weighed with all terms, and of those the ones whose titles are compared. */
    found: 80,
    ranked: 60,
    results: 10,
    suggestions: 6,
    /** Unknown words of a question that are corrected, words looked at for them, and what each may become. */
    corrected: 6,
    nearWords: 200,
    correctionsOfWord: 3,
    /** Words that are looked for within longer ones, and longer ones for each. */
    compounded: 8,
    compounds: 8,
    /** Words that an unfinished one may become, and those that are looked through for a mistyped one. */
    completions: 12,
    mistypedBeginnings: 400,
    /** An excerpt, and in which beginning of an article it is looked for. */
    excerptCharacters: 200,
    excerptWithin: 20_000,
    /** Kept in memory: stems of words of a language, and sets of synonyms. */
    stemsKept: 50_000,
    synonymSetsKept: 100,
    /** How long counts of words in titles may be old, in seconds; another number of articles ends them at once. */
    countsSeconds: 60,
    /** How long a search is kept, how long it may still be chosen from, and after which time nobody has chosen. */
    keptDays: 90,
    choiceHours: 24,
    choiceMinutes: 30,
    pruneEverySeconds: 24 * 3600,
    pruneRows: 10_000,
    storedCharacters: 120,
  },
  mailReading: {
    /** Of a mail that is taken apart; what has more is kept and shown as it came. */
    bytes: 40_000_000,
    headers: 5_000,
    parts: 1_000,
    depth: 100,
    /** Characters of one header that are read, and addresses in it. */
    headerCharacters: 100_000,
    addresses: 1_000,
    references: 100,
    /** Characters of a mail's words that are shown; all of it stays in the original. */
    textCharacters: 1_000_000,
    htmlCharacters: 1_000_000,
    /** Tags of a mail's HTML, and how deep they stand, before its plain words are shown instead. */
    htmlTags: 50_000,
    htmlDepth: 100,
    /** Characters whose paragraphs are told apart, and in which a quotation that our own table does not know is looked for. */
    paragraphCharacters: 100_000,
    parserCharacters: 5_000,
    nameCharacters: 200,
    /** For reading one mail: seconds, megabytes, and how many are read at once. */
    readSeconds: 10,
    readMegabytes: 256,
    readers: 2,
  },
  /** Declarations of withdrawal, and gifts that somebody tries to open. */
  withdrawals: { perHour: { contact: 10 } },
  /** How long the same wish is the one whose answer was lost, and not the next one. */
  gifts: { triesPerHour: { order: 10, address: 30 }, lostAnswerMinutes: 15 },
  /** How long a request for a second person waits before it lapses. */
  approvals: { hours: 24 },
  calls: {
    /** Times that are offered at once, how many minutes lie between them, and how far ahead the first one is. */
    timesOffered: 48,
    timeStepMinutes: 30,
    leadMinutes: 15,
    /** Who has just asked is called at night as well; after so many minutes nobody expects it. */
    nightMinutes: 60,
    /** Open requests of one shopper. */
    openPerShopper: 3,
    /** How often calls are compared with what the phone network knows, and from which age on. */
    reconcileSeconds: 30,
    reconcileAgeSeconds: 60,
    reconcileRows: 200,
    /** How long to wait before an event that could not be written down is tried again. */
    eventRetryMs: 1_000,
    /** How long a line that ends waits until the end of its calls is written down. */
    lastNewsMs: 3_000,
    /** How often it is written down how the line is, and how often a provider far away is asked. */
    lineLookSeconds: 3,
    lineAskSeconds: 60,
    /** A line of which nothing was heard for so long is held by nobody; trouble that has lasted so long is told. */
    lineSilentSeconds: 30,
    lineTroubleSeconds: 60,
    shown: 50,
    /** As long as a promised call is reckoned to take, when what a day costs is looked at. */
    expectedMinutes: 5,
    /** An order of the last days may be what somebody rings about. */
    recentOrderDays: 60,
  },
  orders: {
    /** Units of one order: each is a row of its own. */
    units: 20_000,
    /** All amounts of one order together, in minor units: far below where whole numbers end. */
    amountMinor: 100_000_000_000_000,
  },
  imports: {
    /** Tries of a batch while the database is away, a second apart. */
    batchTries: 20,
    /** Bytes of one row, and of a quoted CSV cell with all its line ends. */
    rowBytes: 2_000_000,
    /** Lines that one CSV row may go over before its opening quote counts as a mistake. */
    linesPerRow: 200,
    /** Rows, good or bad, that are written in one transaction, and how many bytes of them. */
    batchRows: 250,
    batchBytes: 4_000_000,
    messagesPerConversation: 5_000,
    tags: 20,
    /** Bad rows shown with the import itself; the rest are read by page. */
    badRowsShown: 1_000,
    columns: 2_000,
    /** An import without progress for this long, in real time, has lost its process. */
    abandonedSeconds: 600,
  },
  changes: {
    /** How often changes that the storefront has not answered are looked for. */
    sweepSeconds: 60,
    /** What has been under way for long is looked up no more rarely than this. */
    lookAtMostEveryHours: 6,
    sweepRows: 500,
  },
  replacements: { sweepSeconds: 300, lostAfterMinutes: 10, lookAtMostEveryHours: 6, sweepRows: 500 },
  returns: {
    /** How often labels that are still to be bought are looked for. */
    sweepSeconds: 300,
    /** A label without news for this long is taken up again: its job may have been lost. */
    lostAfterMinutes: 10,
    sweepRows: 200,
    /** Parcels whose scans are read again when the carrier’s notices may have been missed, and how often each. */
    trackEveryHours: 6,
    /** A parcel that was never heard of is asked about for this long. */
    trackDays: 90,
    /** Scans of one parcel that are kept. */
    scansPerParcel: 2_000,
  },
  safety: {
    /** Silent deadlines of a report after which it is brought up once an hour, until somebody looks. */
    fastSilences: 3,
    slowMinutes: 60,
    /** Orders that are looked at in one go, and shoppers who are told in one transaction. */
    pageOrders: 500,
    toldAtOnce: 100,
    /** How often an open recall is looked through again for orders that came since, and unanswered notices for reminders. */
    lookAgainSeconds: 300,
    remindEverySeconds: 900,
    /** Pages of orders that a preview looks through, orders that it names, and products that a search finds. */
    previewPages: 40,
    previewReferences: 20,
    productsFound: 20,
    /** Notices of one shopper that are shown. */
    noticesOfShopper: 100,
  },
  incidents: {
    /** Orders that are looked at in one go, and shoppers who are told in one transaction. */
    pageRows: 500,
    toldAtOnce: 100,
    /** How far back an incident goes, and how often it is looked again for what it hits. */
    spanDays: 62,
    lookAgainSeconds: 300,
    /** Pages that a preview looks through, and orders that it names. */
    previewPages: 20,
    previewReferences: 20,
    /** Orders of one shopper that banners name. */
    bannerOrders: 200,
  },
  insights: {
    /** Pages of the audit that one download holds. */
    auditPages: 1_000,
    /** Samples that are shown at once, and how often it is asked whether a new week has begun. */
    samplesShown: 200,
    drawLookSeconds: 3_600,
  },
  calendars: {
    /** Bytes and seconds of a feed of holidays, and how often it is read again. */
    feedBytes: 2_000_000,
    feedSeconds: 20,
    feedEverySeconds: 24 * 3600,
    /** What reading one file may take. */
    readSeconds: 3,
    readMegabytes: 128,
    shiftsShown: 2_000,
  },
  clocks: {
    /** Clocks of one conversation that are shown, and conversations that are worked out anew in one go. */
    shown: 100,
    resettleBatch: 200,
    /** Pages of due clocks that are looked through for those that a person may see. */
    duePages: 20,
  },
  books: {
    /** Rows of the refund journal that are read at once while it is sent as CSV. */
    journalPageRows: 1_000,
  },
  browserCalls: {
    /** How long two that are ready may take to reach each other, and after which silence of a page or of the line a call is over. */
    connectSeconds: 25,
    lostSeconds: 30,
    /** How long the name and password work that a browser gets for a TURN server. */
    turnSeconds: 4 * 3600,
    /** How long an ended call is kept. */
    keepHours: 24,
  },
  headsets: {
    /** Calls with a headset at once, as far as there are ports. */
    calls: 200,
    /** After which silence of a browser it counts as away. */
    quietMs: 2_000,
  },
  telephony: {
    /** Bytes of a SIP message and of what stands before its body, and headers in it. */
    messageBytes: 65_535,
    headBytes: 16_384,
    headers: 120,
    /** Requests under way from others, and connections that others hold open. */
    transactions: 5_000,
    connections: 500,
    idleConnectionSeconds: 7_200,
    connectSeconds: 5,
    /** Requests a minute from one address that is neither the trunk nor a phone that is signed in. */
    strangerRequestsPerMinute: 120,
    /** Answers a minute to calls of which nothing is known any more, from one phone or the trunk. */
    strayAnswersPerMinute: 30,
    /** Calls at once, and how long one that ended is still known. */
    calls: 1_000,
    endedCallSeconds: 600,
    /** After this a call is ended, whoever forgot it; it costs by the minute. */
    longestCallSeconds: 7_200,
    /** Bytes of a request of the provider of a line. */
    webhookBytes: 65_536,
    /** Half of this passes between two signs of life in a call (RFC 4028). */
    sessionSeconds: 1_800,
    registrationMinSeconds: 30,
    registrationMaxSeconds: 3_600,
    phonesOfAccount: 5,
    nonceSeconds: 300,
    nonces: 20_000,
    /** Wrong passwords for one account from one address, and from one address in all, before it has to wait. */
    passwordTries: 5,
    addressTries: 30,
    lockSeconds: 900,
    watchedAddresses: 20_000,
    /** How often the trunk is asked whether it is there, and how long its answer is taken for true. */
    trunkPingSeconds: 30,
    /** For how long we sign in at a trunk, and when it is tried again after a no. */
    trunkRegistrationSeconds: 600,
    trunkRefusedSeconds: 300,
  },
  notifications: {
    /** Pieces of news in one mail; more come in the next one. */
    entriesPerMail: 30,
    /** Browsers of one shopper that are pushed to. */
    browsers: 10,
    /** Characters of an address that a browser is pushed to at. */
    endpointCharacters: 1_000,
    /** How long a push service keeps a message for a browser that is away. */
    pushKeepSeconds: 3 * 24 * 3600,
    /** Codes by text, for one shopper and to one number. */
    codes: { limit: 5, windowMinutes: 60 },
    /** Bytes of what the provider of texts tells. */
    webhookBytes: 64_000,
    /** A scan that became known later than this is no news. */
    parcelNewsHours: 24,
    /** How long the link that ends a kind of mail works. */
    unsubscribeDays: 400,
  },
  statements: {
    /** Of the newest orders of a shopper, how many are looked through for a charge. */
    searchedOrders: 400,
    matches: 8,
    /** With a day given: orders placed so long before it (things are charged when they are sent), and so long after. */
    daysBefore: 400,
    daysAfter: 3,
    /** Without a day: charges older than this are not guessed at, only found exactly. */
    guessDays: 75,
    /** Charges of one order that are added up in every way. */
    chargesAddedUp: 8,
    creditNotes: 100,
  },
  settlements: {
    /** How often debits that are being collected are looked for, and after which silence one is taken up again. */
    sweepSeconds: 300,
    lostAfterMinutes: 30,
    sweepRows: 500,
    /** Sales of orders placed longer ago count as paid out, whatever was told. */
    heldSalesDays: 120,
    /** Lines of a seller's statement that are read at once while it is sent as CSV. */
    csvPageRows: 1_000,
  },
  refunds: {
    /** How often movements that are under way are looked for. */
    sweepSeconds: 60,
    /** A movement without news for this long is taken up again: its job may have been lost. */
    lostAfterMinutes: 10,
    /** What has been under way for long is looked up no more rarely than this. */
    lookAtMostEveryHours: 6,
    sweepRows: 500,
    /** How often it is asked whether the provider's books are to be compared (policy: refund.reconcile.every). */
    reconcileLookSeconds: 3600,
    /** How far back they are compared: every booking many times before it is out of sight. */
    reconcileDays: 30,
    reconcileBatch: 200,
    /** Refunds done here and not listed there that one round asks for. */
    reconcileMissing: 2_000,
  },
} as const
