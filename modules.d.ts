/** Which module may use which: see modules.js. */
export declare const modules: Readonly<Record<string, readonly string[]>>
