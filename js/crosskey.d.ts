// The types of crosskey.js. Below the classes everything is generated from the types of the rules.

/** Loads the rules; in Node the file beside this one is read. */
export function init(source?: unknown): Promise<void>;

export interface Options {
  /** `memory` is gone when it is closed; `indexeddb` is the browser's database. */
  storage?: 'memory' | 'indexeddb';
  /** The ledger's name; `main` is the one that the pages show. */
  name?: string;
  /** The path that the pages are deployed at; without it that of the page that runs this. */
  base?: string;
  /** Milliseconds since 1970-01-01 UTC, for tests. */
  clock?: () => number;
  /** A random UUID, for tests. */
  ids?: () => string;
}

/** Commands with the same attempt (a UUID) are carried out once, and get the same answer. */
export interface Once {
  attempt?: string;
}

/** Why something was refused. The other fields are those of the first of `refusals`. */
export class CrosskeyError extends Error {
  private constructor();
  readonly code: FaultCode;
  readonly field: string;
  readonly vendorCode: string | null;
  readonly refusals: ReadonlyArray<Fault>;
}

/** A code of the rules, or of the border between them and a program. */
export type FaultCode = Code | 'invalid-input' | 'not-initialized' | 'closed';
export type Fault = Omit<Refusal, 'code' | 'field'> & { readonly code: FaultCode; readonly field: string };

export class Crosskey {
  private constructor();
  static open(options?: Options): Promise<Crosskey>;
  as(person: PersonId): Actor;
  /** What would be said now to a command of nobody who acts yet: warnings, or the same refusals. */
  readonly check: { foundCompany(input: FoundCompany): ReadonlyArray<Warning> };
  foundCompany(company: FoundCompany, once?: Once): Promise<Outcome>;
  people(page?: number): Window<RosterCompany>;
  subscribe(listener: () => void): () => void;
  backup(): Promise<string>;
  restore(backup: string): Promise<void>;
  close(): void;
}

/** What one person does and sees. */
export interface Actor {
  /** What would be said to a command now: warnings, or the same refusals. */
  readonly check: Checks;
  history(id: GrantId | ConnectionId, page?: number): Promise<Window<Moment>>;
  /** Takes over what a vendor's text says; what it would change is asked with `readVendor` and `readReply`. */
  takeOver(input: TakeOver, once?: Once): Promise<Outcome>;
  /* methods */
}

export interface Checks {
  /* checks */
}
